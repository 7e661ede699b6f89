package dev.tocsin.proto.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes {@code openapi.yaml}, {@code openapi.json}, {@code api.html}, {@code routes.json} and
 * {@code nginx-routes.conf}. Arguments: the folder that holds {@code descriptors.bin} and {@code
 * plain-routes.json} and takes the results, and the version.
 */
public final class Generate {
  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Contract contract = Contract.read(Files.readAllBytes(folder.resolve("descriptors.bin")));
    PlainRoutes plain = PlainRoutes.parse(Files.readString(folder.resolve("plain-routes.json")));
    Map<String, Object> document = new OpenApi(contract, plain, arguments[1]).document();
    Files.writeString(folder.resolve("openapi.yaml"), Tree.yaml(document));
    Files.writeString(folder.resolve("openapi.json"), Tree.json(document));
    Files.writeString(folder.resolve("api.html"), new ApiPage(document).html());
    Map<String, Object> routes = RouteTable.of(contract, plain);
    Files.writeString(folder.resolve("nginx-routes.conf"), NginxRoutes.of(routes));
    Files.writeString(folder.resolve("routes.json"), Tree.json(routes));
  }
}
