package dev.tocsin.e2e.harness;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Which service serves a path: read from the contract, as an ingress would have it. */
final class Paths {
  private static final Map<String, String> PREFIXES = prefixes();

  private Paths() {}

  /** The service of the longest prefix that fits; alerting for what is in no contract. */
  static String owner(String path) {
    return PREFIXES.entrySet().stream()
        .filter(prefix -> path.startsWith(prefix.getKey()))
        .max(Comparator.comparingInt(prefix -> prefix.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse("alerting");
  }

  /** {@code tocsin.alerting.v1.AlertService} is served by {@code alerting}. */
  static String ownerOfPackage(String fullName) {
    return fullName.split("\\.", 3)[1];
  }

  private static Map<String, String> prefixes() {
    var prefixes = new HashMap<String, String>();
    prefixes.put("/api/v1/slack", "notification");
    prefixes.put("/respond", "notification");
    for (FileDescriptorProto file : contract().getFileList()) {
      if (file.getPackage().startsWith("tocsin.")) {
        for (ServiceDescriptorProto service : file.getServiceList()) {
          service
              .getMethodList()
              .forEach(
                  method ->
                      paths(method.getOptions().getExtension(AnnotationsProto.http))
                          .forEach(
                              path ->
                                  prefixes.put(fixed(path), ownerOfPackage(file.getPackage()))));
        }
      }
    }
    prefixes.remove("");
    return prefixes;
  }

  /** The part of a path before its first variable. */
  private static String fixed(String path) {
    return path.contains("{") ? path.substring(0, path.indexOf('{') - 1) : path;
  }

  private static List<String> paths(HttpRule rule) {
    var paths = new ArrayList<String>();
    paths.add(
        switch (rule.getPatternCase()) {
          case GET -> rule.getGet();
          case PUT -> rule.getPut();
          case POST -> rule.getPost();
          case DELETE -> rule.getDelete();
          case PATCH -> rule.getPatch();
          default -> "";
        });
    rule.getAdditionalBindingsList().forEach(more -> paths.addAll(paths(more)));
    return paths;
  }

  static FileDescriptorSet contract() {
    var extensions = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(extensions);
    dev.tocsin.proto.platform.v1.AuthorizationOuterClass.registerAllExtensions(extensions);
    try (InputStream in = Paths.class.getResourceAsStream("/META-INF/tocsin/descriptors.bin")) {
      return FileDescriptorSet.parseFrom(
          Objects.requireNonNull(in, "no contract on the class path"), extensions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
