package dev.tocsin.notification.access;

import dev.tocsin.notification.testing.Servers;
import dev.tocsin.platform.test.EveryRpcHasARule;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RpcRulesTest extends EveryRpcHasARule {}
