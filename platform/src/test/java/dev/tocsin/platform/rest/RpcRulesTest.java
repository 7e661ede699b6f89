package dev.tocsin.platform.rest;

import dev.tocsin.platform.test.EveryRpcHasARule;
import dev.tocsin.platform.test.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RpcRulesTest extends EveryRpcHasARule {}
