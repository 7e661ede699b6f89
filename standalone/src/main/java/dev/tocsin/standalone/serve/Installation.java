package dev.tocsin.standalone.serve;

import java.nio.file.Path;
import java.util.Map;

/**
 * What is to be served.
 *
 * @param host address to listen on
 * @param port HTTP and gRPC port
 * @param data folder that keeps everything
 * @param publicUrl how people reach this server, without a trailing slash
 * @param ownerEmail first owner of a fresh installation without the demo
 * @param demo whether to add the demo tenant and the look-alikes
 * @param flags settings that the command line gave
 */
public record Installation(
    String host,
    int port,
    Path data,
    String publicUrl,
    String ownerEmail,
    boolean demo,
    Map<String, String> flags) {
  /** How this process reaches its own API. */
  public String localUrl() {
    return "http://127.0.0.1:" + port;
  }
}
