package dev.tocsin.fakes;

import dev.tocsin.fakes.smtp.SmtpConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the fakes on their own: {@code --port 8090 --smtp-port 8025 --smtps-port 8465 --host …}. */
public final class FakesMain {

  private static final List<String> OPTIONS =
      List.of("--host", "--port", "--smtp-port", "--smtps-port");

  private FakesMain() {}

  public static void main(String[] args) throws InterruptedException {
    Map<String, String> options = read(args);
    FakeWorld world =
        FakeWorld.start(
            FakeWorldConfig.usual()
                .onHost(options.getOrDefault("--host", "127.0.0.1"))
                .onPort(port(options, "--port", 8090))
                .withSmtp(
                    SmtpConfig.usual()
                        .onPorts(
                            port(options, "--smtp-port", 8025),
                            port(options, "--smtps-port", 8465))));
    System.out.println("phone wall   " + world.url() + "/");
    System.out.println("slack        " + world.slack().apiUrl());
    System.out.println("smtp         " + world.smtp().host() + ":" + world.smtp().port());
    System.out.println("smtps        " + world.smtp().host() + ":" + world.smtp().tlsPort());
    System.out.println("everything   " + world.url() + "/world");
    Runtime.getRuntime().addShutdownHook(new Thread(world::close));
    new CountDownLatch(1).await();
  }

  private static Map<String, String> read(String[] args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "cannot use '" + args[i] + "'; options are " + OPTIONS + ", each with a value");
      }
      options.put(args[i], args[i + 1]);
    }
    return options;
  }

  private static int port(Map<String, String> options, String name, int usual) {
    return Integer.parseInt(options.getOrDefault(name, Integer.toString(usual)));
  }
}
