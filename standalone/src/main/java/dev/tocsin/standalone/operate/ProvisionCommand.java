package dev.tocsin.standalone.operate;

import dev.tocsin.platform.config.SettingsFile;
import dev.tocsin.platform.yaml.Problem;
import dev.tocsin.provisioning.Api;
import dev.tocsin.provisioning.Declarations;
import dev.tocsin.provisioning.Provisioner;
import dev.tocsin.provisioning.ProvisioningException;
import dev.tocsin.provisioning.Report;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings the tenant of a key to what a file declares. */
@Command(
    name = "provision",
    description =
        "Brings a tenant of a running installation to what a file declares: makes what is missing,"
            + " changes what differs, deletes nothing. Done again it changes nothing.",
    mixinStandardHelpOptions = true)
public final class ProvisionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the file")
  Path file = Path.of(SettingsFile.USUAL);

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "the running installation (default: ${DEFAULT-VALUE})")
  String url = "";

  @Option(
      names = "--service-url",
      paramLabel = "SERVICE=URL",
      description =
          "where one of identity, alerting, notification and ticketing is, when nothing in front"
              + " of them brings all under one address")
  Map<String, String> serviceUrls = new HashMap<>();

  @Option(
      names = "--key",
      description = "API key of an admin of the tenant; or TOCSIN_KEY in the environment")
  String key = "";

  @Option(names = "--adopt", description = "change what was made by hand as well")
  boolean adopt;

  @Override
  public Integer call() {
    SettingsFile read = SettingsFile.read(file);
    Declarations declared = Declarations.of(read.declarations());
    List<Problem> problems =
        Stream.concat(read.problems().stream(), declared.problems().stream()).toList();
    if (!problems.isEmpty()) {
      problems.forEach(System.err::println);
      return 1;
    }
    Api api = Api.at(service -> withoutSlash(serviceUrls.getOrDefault(service, url)), key());
    Report report;
    try {
      report = new Provisioner(api, adopt).apply(declared);
    } catch (ProvisioningException e) {
      tell(e.passwords());
      throw e;
    }
    report.lines().forEach(System.out::println);
    if (report.isEmpty()) {
      System.out.println("nothing to do: everything is as declared");
    }
    tell(report.passwords());
    return 0;
  }

  private static void tell(List<String> passwords) {
    if (!passwords.isEmpty()) {
      System.out.println("One-time passwords, shown once:");
      passwords.forEach(System.out::println);
    }
  }

  private String key() {
    String fromEnvironment = System.getenv("TOCSIN_KEY");
    if (!key.isEmpty()) {
      return key;
    }
    if (fromEnvironment == null) {
      throw new IllegalStateException(
          "no key: give --key, or set TOCSIN_KEY to an API key of an admin");
    }
    return fromEnvironment;
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
