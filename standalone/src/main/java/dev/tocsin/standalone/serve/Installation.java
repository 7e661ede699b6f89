package dev.tocsin.standalone.serve;

import dev.tocsin.provisioning.Declarations;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is to be served.
 *
 * @param host address to listen on
 * @param port HTTP and gRPC port
 * @param data folder that keeps everything
 * @param publicUrl how people reach this server, without a trailing slash
 * @param ownerEmail first owner of a tenant that the configuration file declares and that names
 *     none
 * @param demo whether to add the demo tenant and the look-alikes
 * @param flags settings that the command line gave
 * @param declarations what the configuration file declares for a tenant
 */
public record Installation(
    String host,
    int port,
    Path data,
    String publicUrl,
    String ownerEmail,
    boolean demo,
    Map<String, String> flags,
    Declarations declarations) {
  /** An address of this machine at which it listens. */
  String reachable() {
    return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
  }

  /** How this process reaches its own API. */
  public String localUrl() {
    return "http://" + reachable() + ":" + port;
  }
}
