package dev.tocsin.identity;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import org.eclipse.microprofile.config.ConfigProvider;

/** One channel to the application under test, for the JVM's life. */
public final class Grpc {

  private static ManagedChannel channel;

  private Grpc() {}

  public static synchronized ManagedChannel channel() {
    if (channel == null) {
      int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
      channel = ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }
    return channel;
  }
}
