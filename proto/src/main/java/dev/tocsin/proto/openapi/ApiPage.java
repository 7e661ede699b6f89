package dev.tocsin.proto.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The document as a page that needs nothing from elsewhere. */
final class ApiPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark;--line:#8884;--soft:#8881;--link:light-dark(#0b57d0,#8ab4f8)}
      *{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif}
      a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
      nav{position:fixed;inset:0 auto 0 0;width:17rem;overflow:auto;padding:1rem;border-right:1px solid var(--line)}
      nav a{display:block;padding:.1rem 0}nav .op{padding-left:.8rem;font-size:.85rem;opacity:.85}
      main{margin-left:17rem;padding:1rem 2rem;max-width:70rem}
      @media(max-width:50rem){nav{position:static;width:auto;border:0}main{margin:0;padding:1rem}}
      code{font:.88em ui-monospace,monospace;background:var(--soft);padding:.05rem .25rem;border-radius:3px}
      h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
      details{border:1px solid var(--line);border-radius:6px;margin:.6rem 0;padding:.4rem .8rem}
      summary{cursor:pointer;overflow-wrap:anywhere}
      .verb{display:inline-block;min-width:4.2rem;font:700 .78rem ui-monospace,monospace;text-align:center;border-radius:4px;padding:.1rem .3rem;color:#fff;background:#5f6368}
      .get{background:#1a73e8}.post{background:#188038}.patch,.put{background:#b06000}.delete{background:#c5221f}
      table{border-collapse:collapse;width:100%;margin:.5rem 0}td,th{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}
      .muted{opacity:.7;font-size:.88em}\
      """;

  private final Map<String, Object> document;
  private final StringBuilder out = new StringBuilder();

  ApiPage(Map<String, Object> document) {
    this.document = document;
  }

  String html() {
    Map<String, Object> info = map(document.get("info"));
    Map<String, List<Operation>> byTag = byTag();
    out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .append("<title>Tocsin API</title><style>")
        .append(STYLE)
        .append("</style></head><body>");
    navigation(byTag);
    out.append("<main><h1>Tocsin API <span class=\"muted\">")
        .append(Html.escape(info.get("version").toString()))
        .append("</span></h1><p><a href=\"/api/docs/openapi.yaml\">openapi.yaml</a> · ")
        .append("<a href=\"/api/docs/openapi.json\">openapi.json</a></p>")
        .append(Html.prose(info.get("description").toString()));
    for (Object each : list(document.get("tags"))) {
      Map<String, Object> tag = map(each);
      String name = tag.get("name").toString();
      out.append("<h2 id=\"").append(Html.id(name)).append("\">").append(Html.escape(name));
      out.append("</h2>").append(Html.prose(tag.get("description").toString()));
      byTag.getOrDefault(name, List.of()).forEach(this::operation);
    }
    schemas();
    return out.append("</main></body></html>\n").toString();
  }

  private record Operation(String verb, String path, Map<String, Object> what) {
    String id() {
      return what.get("operationId").toString();
    }
  }

  private Map<String, List<Operation>> byTag() {
    Map<String, List<Operation>> byTag = new LinkedHashMap<>();
    map(document.get("paths"))
        .forEach(
            (path, verbs) ->
                map(verbs)
                    .forEach(
                        (verb, what) ->
                            byTag
                                .computeIfAbsent(
                                    list(map(what).get("tags")).get(0).toString(),
                                    tag -> new ArrayList<>())
                                .add(new Operation(verb, path, map(what)))));
    return byTag;
  }

  private void navigation(Map<String, List<Operation>> byTag) {
    out.append("<nav><strong>Tocsin API</strong>");
    byTag.forEach(
        (tag, operations) -> {
          out.append("<a href=\"#").append(Html.id(tag)).append("\">").append(Html.escape(tag));
          out.append("</a>");
          for (Operation operation : operations) {
            out.append("<a class=\"op\" href=\"#").append(operation.id()).append("\">");
            out.append(Html.escape(operation.what.get("summary").toString())).append("</a>");
          }
        });
    out.append("<a href=\"#schemas\">Schemas</a></nav>");
  }

  private void operation(Operation operation) {
    out.append("<details id=\"").append(operation.id()).append("\"><summary><span class=\"verb ");
    out.append(operation.verb)
        .append("\">")
        .append(operation.verb.toUpperCase(java.util.Locale.ROOT));
    out.append("</span> <code>").append(Html.escape(operation.path)).append("</code> ");
    out.append(Html.escape(operation.what.get("summary").toString())).append("</summary>");
    out.append(Html.prose(operation.what.get("description").toString()));
    parameters(list(operation.what.getOrDefault("parameters", List.of())));
    if (operation.what.containsKey("requestBody")) {
      out.append("<h4>Body</h4>");
      content(map(operation.what.get("requestBody")));
    }
    out.append("<h4>Answer</h4>");
    Map<?, ?> responses = map(operation.what.get("responses"));
    content(map(responses.containsKey("202") ? responses.get("202") : responses.get("200")));
    out.append("<p class=\"muted\">").append(operation.id()).append("</p></details>");
  }

  private void parameters(List<?> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    out.append("<table><tr><th>Parameter</th><th>Type</th><th></th></tr>");
    for (Object each : parameters) {
      Map<String, Object> parameter = map(each);
      row(
          parameter.get("name").toString(),
          parameter.get("in") + ", " + Html.type(map(parameter.get("schema"))),
          parameter.getOrDefault("description", "").toString());
    }
    out.append("</table>");
  }

  private void content(Map<String, Object> holder) {
    map(holder.get("content"))
        .forEach(
            (media, held) -> {
              Map<String, Object> schema = map(map(held).get("schema"));
              out.append("<p><code>").append(media).append("</code> ");
              out.append(Html.type(schema)).append("</p>");
              properties(schema);
            });
  }

  private void properties(Map<String, Object> schema) {
    Map<String, Object> properties = map(schema.getOrDefault("properties", Map.of()));
    if (properties.isEmpty()) {
      return;
    }
    List<?> required = list(schema.getOrDefault("required", List.of()));
    out.append("<table><tr><th>Field</th><th>Type</th><th></th></tr>");
    properties.forEach(
        (name, held) -> {
          Map<String, Object> property = map(held);
          row(
              name,
              Html.type(property) + (required.contains(name) ? ", required" : ""),
              property.getOrDefault("description", "").toString());
        });
    out.append("</table>");
  }

  private void row(String name, String type, String description) {
    out.append("<tr><td><code>").append(Html.escape(name)).append("</code></td><td>");
    out.append(type).append("</td><td>").append(Html.prose(description)).append("</td></tr>");
  }

  private void schemas() {
    out.append("<h2 id=\"schemas\">Schemas</h2>");
    map(map(document.get("components")).get("schemas"))
        .forEach(
            (name, held) -> {
              Map<String, Object> schema = map(held);
              out.append("<section id=\"schema-").append(name).append("\"><h3>").append(name);
              out.append("</h3>");
              out.append(Html.prose(schema.getOrDefault("description", "").toString()));
              properties(schema);
              out.append("</section>");
            });
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object tree) {
    return (Map<String, Object>) tree;
  }

  private static List<?> list(Object tree) {
    return (List<?>) tree;
  }
}
