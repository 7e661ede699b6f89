package dev.tocsin.proto.openapi;

import build.buf.validate.ValidateProto;
import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tocsin.proto.platform.v1.AuthorizationOuterClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compiled contract with its comments. */
final class Contract {
  private final Map<String, FileDescriptor> files = new LinkedHashMap<>();
  private final Map<String, Map<List<Integer>, String>> comments = new HashMap<>();

  private Contract() {}

  static Contract read(byte[] descriptors) {
    ExtensionRegistry known = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(known);
    AuthorizationOuterClass.registerAllExtensions(known);
    ValidateProto.registerAllExtensions(known);
    Contract contract = new Contract();
    try {
      for (FileDescriptorProto file :
          FileDescriptorSet.parseFrom(descriptors, known).getFileList()) {
        contract.add(file);
      }
    } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
      throw new IllegalStateException("the compiled descriptors cannot be read", e);
    }
    return contract;
  }

  /** Files come in the order of their imports. */
  private void add(FileDescriptorProto file) throws DescriptorValidationException {
    FileDescriptor[] imports =
        file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
    files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
    Map<List<Integer>, String> words = new HashMap<>();
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      if (location.hasLeadingComments()) {
        words.put(location.getPathList(), clean(location.getLeadingComments()));
      }
    }
    comments.put(file.getName(), words);
  }

  private static String clean(String comment) {
    return comment.lines().map(String::strip).reduce((a, b) -> a + "\n" + b).orElse("").strip();
  }

  /** The product's services by name. */
  List<ServiceDescriptor> services() {
    List<ServiceDescriptor> services = new ArrayList<>();
    files.values().stream()
        .filter(f -> f.getPackage().startsWith("tocsin."))
        .forEach(f -> services.addAll(f.getServices()));
    services.sort(java.util.Comparator.comparing(ServiceDescriptor::getFullName));
    return services;
  }

  String comment(ServiceDescriptor service) {
    return at(service, List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, service.getIndex()));
  }

  String comment(MethodDescriptor method) {
    return at(
        method,
        List.of(
            FileDescriptorProto.SERVICE_FIELD_NUMBER,
            method.getService().getIndex(),
            2,
            method.getIndex()));
  }

  String comment(Descriptor message) {
    return at(message, path(message));
  }

  String comment(FieldDescriptor field) {
    return at(field, with(path(field.getContainingType()), 2, field.getIndex()));
  }

  String comment(OneofDescriptor oneof) {
    return at(oneof, with(path(oneof.getContainingType()), 8, oneof.getIndex()));
  }

  String comment(EnumDescriptor type) {
    return at(type, path(type));
  }

  String comment(EnumValueDescriptor value) {
    return at(value, with(path(value.getType()), 2, value.getIndex()));
  }

  private static List<Integer> path(Descriptor message) {
    return message.getContainingType() == null
        ? List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, message.getIndex())
        : with(
            path(message.getContainingType()),
            DescriptorProto.NESTED_TYPE_FIELD_NUMBER,
            message.getIndex());
  }

  private static List<Integer> path(EnumDescriptor type) {
    return type.getContainingType() == null
        ? List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, type.getIndex())
        : with(
            path(type.getContainingType()),
            DescriptorProto.ENUM_TYPE_FIELD_NUMBER,
            type.getIndex());
  }

  private static List<Integer> with(List<Integer> path, int... more) {
    List<Integer> longer = new ArrayList<>(path);
    for (int part : more) {
      longer.add(part);
    }
    return longer;
  }

  private String at(GenericDescriptor of, List<Integer> path) {
    return comments.getOrDefault(of.getFile().getName(), Map.of()).getOrDefault(path, "");
  }
}
