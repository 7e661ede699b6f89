package dev.tocsin.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.rest.RestApi;
import dev.tocsin.standalone.serve.Secrets;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Creates and lists tenants of a running installation. */
@Command(
    name = "tenant",
    description = "Creates and lists tenants.",
    subcommands = {TenantCommand.Create.class, TenantCommand.All.class},
    mixinStandardHelpOptions = true)
public final class TenantCommand {
  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "the running server (default: ${DEFAULT-VALUE})")
  String url = "";

  @Option(
      names = "--data",
      defaultValue = "./data",
      description = "its data folder, which holds the operator key (default: ${DEFAULT-VALUE})")
  Path data = Path.of("data");

  @Option(
      names = "--operator-key",
      description = "the operator key, where there is no data folder; or TOCSIN_OPERATOR_KEY")
  String operatorKey = "";

  private RestApi operator() {
    return new RestApi(HttpClient.newHttpClient(), url, key());
  }

  private String key() {
    String fromEnvironment = System.getenv("TOCSIN_OPERATOR_KEY");
    if (!operatorKey.isEmpty()) {
      return operatorKey;
    }
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    if (!Files.exists(data.resolve("secrets.properties"))) {
      throw new IllegalStateException(
          "no operator key: "
              + data
              + " is no data folder of Tocsin; name it with --data, or give --operator-key");
    }
    return Secrets.of(data).getOrDefault(Secrets.OPERATOR_KEY, "");
  }

  /** {@code tocsin tenant create}. */
  @Command(
      name = "create",
      description = "Creates a tenant and its first owner.",
      mixinStandardHelpOptions = true)
  static final class Create implements Runnable {
    @ParentCommand TenantCommand parent = new TenantCommand();

    @Option(names = "--name", required = true, description = "display name")
    String name = "";

    @Option(names = "--slug", required = true, description = "short name used at sign-in")
    String slug = "";

    @Option(
        names = "--owner-email",
        required = true,
        description = "e-mail address of the first owner")
    String email = "";

    @Override
    public void run() {
      JsonNode made =
          parent
              .operator()
              .post(
                  "/api/v1/admin/tenants", Map.of("name", name, "slug", slug, "ownerEmail", email));
      System.out.printf(
          "Tenant %s (%s) is made.%nIts owner signs in as %s with this password, once: %s%n",
          slug,
          made.path("tenant").path("id").asText(),
          email,
          made.path("oneTimePassword").asText());
    }
  }

  /** {@code tocsin tenant list}. */
  @Command(name = "list", description = "Lists tenants.", mixinStandardHelpOptions = true)
  static final class All implements Runnable {
    @ParentCommand TenantCommand parent = new TenantCommand();

    @Override
    public void run() {
      parent
          .operator()
          .get("/api/v1/admin/tenants?pageSize=500")
          .path("tenants")
          .forEach(
              tenant ->
                  System.out.printf(
                      "%s  %-20s %s%n",
                      tenant.path("id").asText(),
                      tenant.path("slug").asText(),
                      tenant.path("name").asText()));
    }
  }
}
