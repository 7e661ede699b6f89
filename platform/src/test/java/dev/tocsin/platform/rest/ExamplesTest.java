package dev.tocsin.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.platform.test.TestServers;
import dev.tocsin.proto.alerting.v1.AcknowledgeAlertRequest;
import dev.tocsin.proto.identity.v1.VerifyApiKeyResponse;
import dev.tocsin.proto.platform.v1.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the documentation, run as they are. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");
  private static final String KEY = "tcs_examples0123456789";

  @TempDir Path folder;

  @BeforeEach
  void knowTheKey() {
    Doubles.KEYS.put(
        KEY,
        VerifyApiKeyResponse.newBuilder()
            .setTenantId(Doubles.ACME.toString())
            .setApiKeyId("examples")
            .setRole(Role.ROLE_RESPONDER)
            .build());
  }

  private static String target() {
    return "localhost:" + ApiClient.uri("").getPort();
  }

  private record Result(int code, String text) {}

  private static Result run(List<String> command) throws Exception {
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().put("TOCSIN_KEY", KEY);
    Process running = process.start();
    String text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(running.waitFor(), text);
  }

  @Test
  void theJavaToolListsAndAcknowledges() throws Exception {
    String id = UUID.randomUUID().toString();
    String home = Path.of(System.getProperty("java.home"), "bin").toString();
    String classPath = System.getProperty("java.class.path");
    Result compiled =
        run(
            List.of(
                home + "/javac",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                EXAMPLES.resolve("java/src/main/java/example/OpenAlerts.java").toString()));
    assertEquals(0, compiled.code(), compiled.text());

    Result ran =
        run(
            List.of(
                home + "/java",
                "-cp",
                folder + java.io.File.pathSeparator + classPath,
                "example.OpenAlerts",
                target(),
                id));

    assertTrue(ran.text().contains("CHANGE_OUTCOME_UNSPECIFIED"), ran.text());
    assertEquals(id, Doubles.last(AcknowledgeAlertRequest.class).getId());
  }

  @Test
  void thePythonToolCallsByReflection() throws Exception {
    Optional<String> python = pythonWithGrpc();
    assumeTrue(
        python.isPresent(),
        "no python3 with grpcio and protobuf here: name one in TOCSIN_TEST_PYTHON");
    String script = EXAMPLES.resolve("python/call.py").toString();

    Result services = run(List.of(python.get(), script, target()));
    Result called =
        run(
            List.of(
                python.get(),
                script,
                target(),
                "tocsin.alerting.v1.AlertService/GetAlert",
                "{\"id\": \"0190a000-0000-7000-8000-000000000001\"}"));
    for (int i = 0; i < 5; i++) {
      // Each reflection question is broken off after its answer, which must not harm the next call.
      assertEquals(
          0,
          run(List.of(python.get(), script, target(), "tocsin.alerting.v1.AlertService")).code());
    }
    Result streamed =
        run(
            List.of(
                python.get(), script, target(), "tocsin.alerting.v1.AlertService/WatchTimeline"));
    Result refused =
        run(
            List.of(
                python.get(),
                script,
                target(),
                "tocsin.alerting.v1.AlertService/GetAlert",
                "{\"id\": \"x\"}"));

    assertTrue(services.text().contains("tocsin.alerting.v1.AlertService"), services.text());
    assertTrue(called.text().contains("\"title\": \"key:examples\""), called.text());
    assertEquals(3, streamed.text().lines().count(), streamed.text());
    assertEquals(1, refused.code());
    assertTrue(refused.text().contains("id: must be a UUID"), refused.text());
  }

  private static Optional<String> pythonWithGrpc() throws Exception {
    List<String> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("TOCSIN_TEST_PYTHON")).ifPresent(candidates::add);
    try (Stream<Path> known =
        Stream.of(Path.of("/usr/bin/python3"), Path.of("/usr/local/bin/python3"))) {
      known.filter(Files::isExecutable).map(Path::toString).forEach(candidates::add);
    }
    for (String candidate : candidates) {
      if (run(List.of(candidate, "-c", "import grpc, google.protobuf")).code() == 0) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
