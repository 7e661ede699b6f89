package dev.tocsin.e2e.harness;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives scenarios the one running system of their shape: a parameter of type {@link OneProcess} or
 * {@link FourProcesses}, started at first use and ended after the last class. Scenarios keep apart
 * by making their own tenants, and leave it running and healed.
 */
public final class Shared implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(Shared.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == OneProcess.class || type == FourProcesses.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var store = context.getRoot().getStore(SPACE);
    if (parameter.getParameter().getType() == OneProcess.class) {
      return store.computeIfAbsent(
          "one", key -> OneProcess.in("shared", true).start(), OneProcess.class);
    }
    return store.computeIfAbsent("four", key -> FourProcesses.start("four"), FourProcesses.class);
  }
}
