package dev.tocsin.platform.config;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Reads the settings of every module out of the sources of their mappings. */
final class SettingsSource {
  private static final List<String> SERVICES =
      List.of("alerting", "identity", "notification", "ticketing");

  /** The settings of one interface; in {@code prefix}, {@code {service}} stands for any of four. */
  record Group(String prefix, String meaning, List<Setting> settings) {}

  private SettingsSource() {}

  static List<Group> read(Path root) throws IOException {
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(
                  f -> f.toString().endsWith(".java") && f.toString().contains("/src/main/java/"))
              .filter(SettingsSource::mentionsSettings)
              .sorted()
              .toList();
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    List<Group> groups = new ArrayList<>();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(sources));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Interfaces(docs, groups).scan(unit, null);
      }
    }
    return groups;
  }

  /** A group for each service where the prefix stands for four. */
  static List<Group> spread(Group group) {
    if (!group.prefix().contains("{service}")) {
      return List.of(group);
    }
    return SERVICES.stream()
        .map(
            service ->
                new Group(
                    group.prefix().replace("{service}", service),
                    group.meaning(),
                    group.settings().stream()
                        .map(
                            s ->
                                new Setting(
                                    s.key().replace("{service}", service),
                                    s.property().replace("{service}", service),
                                    s.kind(),
                                    s.secret(),
                                    s.defaultValue(),
                                    s.meaning()))
                        .toList()))
        .toList();
  }

  private static boolean mentionsSettings(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("\n@ConfigMapping(") || text.contains("@DocumentedSettings(");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Interfaces extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<Group> groups;

    Interfaces(DocTrees docs, List<Group> groups) {
      this.docs = docs;
      this.groups = groups;
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      argument(
              type.getModifiers().getAnnotations(), "prefix", "ConfigMapping", "DocumentedSettings")
          .ifPresent(prefix -> groups.add(group(prefix, type)));
      return super.visitClass(type, nothing);
    }

    private Group group(String prefix, ClassTree type) {
      List<Setting> settings = new ArrayList<>();
      for (var member : type.getMembers()) {
        if (member instanceof MethodTree method) {
          settings.add(setting(prefix, method));
        }
      }
      return new Group(prefix, meaning(getCurrentPath()), settings);
    }

    private Setting setting(String prefix, MethodTree method) {
      var annotations = method.getModifiers().getAnnotations();
      String name =
          argument(annotations, "value", "WithName")
              .orElseGet(
                  () -> method.getName().toString().replaceAll("([A-Z])", "-$1").toLowerCase());
      String full = prefix + "." + name;
      return new Setting(
          full.startsWith("tocsin.") ? full.substring("tocsin.".length()) : full,
          argument(annotations, "value", "Sets").orElse(full),
          kind(method.getReturnType().toString()),
          annotations.stream().anyMatch(a -> a.getAnnotationType().toString().equals("Secret")),
          argument(annotations, "value", "WithDefault").orElse(""),
          meaning(new TreePath(getCurrentPath(), method)));
    }

    private static Setting.Kind kind(String type) {
      return switch (type.replaceAll("^Optional<(.*)>$", "$1")) {
        case "int", "long", "Integer", "Long" -> Setting.Kind.WHOLE;
        case "double", "Double" -> Setting.Kind.NUMBER;
        case "boolean", "Boolean" -> Setting.Kind.SWITCH;
        case "Duration" -> Setting.Kind.DURATION;
        case "String" -> Setting.Kind.TEXT;
        case "List<String>", "Set<String>" -> Setting.Kind.LIST;
        default ->
            throw new IllegalStateException("settings of type " + type + " cannot be documented");
      };
    }

    private String meaning(TreePath path) {
      DocCommentTree comment = docs.getDocCommentTree(path);
      return comment == null
          ? ""
          : comment.getFullBody().stream()
              .map(Object::toString)
              .reduce("", String::concat)
              .replaceAll("\\{@(?:code|link|literal)\\s+#?([^}]*)}", "`$1`")
              .replaceAll("</?code>", "`")
              .replaceAll("\\s+", " ")
              .strip();
    }

    private static Optional<String> argument(
        List<? extends AnnotationTree> annotations, String name, String... types) {
      for (AnnotationTree annotation : annotations) {
        if (List.of(types).contains(annotation.getAnnotationType().toString())) {
          for (var argument : annotation.getArguments()) {
            if (argument instanceof AssignmentTree a
                && a.getVariable().toString().equals(name)
                && a.getExpression() instanceof LiteralTree text) {
              return Optional.of(text.getValue().toString());
            }
            if (argument instanceof LiteralTree text && name.equals("value")) {
              return Optional.of(text.getValue().toString());
            }
          }
        }
      }
      return Optional.empty();
    }
  }
}
