package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * A Web API method.
 *
 * @param scope what the token must hold, or empty
 * @param takesJson whether it reads JSON bodies; the reading methods take forms only, and find no
 *     argument in a JSON body
 * @param work gives the fields of the answer beside {@code ok}, or throws {@link SlackFailure}
 */
record SlackMethod(String scope, boolean takesJson, Function<MethodCall, ObjectNode> work) {}
