package dev.tocsin.standalone;

import picocli.CommandLine.IVersionProvider;

/** The version as the build wrote it into the jar. */
final class VersionOf implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Tocsin.class.getPackage().getImplementationVersion();
    return new String[] {"tocsin " + (version == null ? "(unpackaged)" : version)};
  }
}
