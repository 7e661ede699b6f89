package dev.tocsin.e2e.harness;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import dev.tocsin.proto.platform.v1.Authorization;
import dev.tocsin.proto.platform.v1.AuthorizationOuterClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Every RPC of the product, from its contract. */
public final class Contract {
  private Contract() {}

  /** All methods of all {@code tocsin.*} services. */
  public static List<MethodDescriptor> methods() {
    var methods = new ArrayList<MethodDescriptor>();
    for (FileDescriptor file : files()) {
      if (file.getPackage().startsWith("tocsin.")) {
        file.getServices().forEach(service -> methods.addAll(service.getMethods()));
      }
    }
    return methods;
  }

  /** Who may call a method. */
  public static Authorization rule(MethodDescriptor method) {
    return method.getOptions().getExtension(AuthorizationOuterClass.authorization);
  }

  private static List<FileDescriptor> files() {
    var built = new HashMap<String, FileDescriptor>();
    var files = new ArrayList<FileDescriptor>();
    for (FileDescriptorProto proto : Paths.contract().getFileList()) {
      FileDescriptor[] imports =
          proto.getDependencyList().stream().map(built::get).toArray(FileDescriptor[]::new);
      try {
        FileDescriptor file = FileDescriptor.buildFrom(proto, imports);
        built.put(proto.getName(), file);
        files.add(file);
      } catch (DescriptorValidationException e) {
        throw new IllegalStateException(proto.getName(), e);
      }
    }
    return files;
  }
}
