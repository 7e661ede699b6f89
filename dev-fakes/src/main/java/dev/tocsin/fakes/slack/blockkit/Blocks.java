package dev.tocsin.fakes.slack.blockkit;

import java.util.Map;

/** The blocks that a message may hold. */
final class Blocks {

  static final Rule ANY =
      Rule.byType(
          Map.ofEntries(
              Map.entry("section", section()),
              Map.entry("divider", block()),
              Map.entry("header", block().required("text", Texts.plain(150))),
              Map.entry("context", context()),
              Map.entry("actions", actions()),
              Map.entry("image", image()),
              Map.entry("input", input()),
              Map.entry("markdown", block().required("text", Rule.string(1, 12_000))),
              Map.entry("rich_text", richText()),
              Map.entry("table", table()),
              Map.entry("video", video())));

  private Blocks() {}

  private static Shape block() {
    return Shape.typed().optional("block_id", Rule.string(0, 255));
  }

  private static Rule section() {
    Rule textOrFields =
        (node, at, problems) -> {
          if (node.isObject() && !node.has("text") && !node.has("fields")) {
            problems.add(at, "must define either `text` or `fields`");
          }
        };
    return block()
        .optional("text", Texts.either())
        .optional("fields", Rule.list(1, 10, Texts.either(2000)))
        .optional("accessory", Elements.accessory())
        .optional("expand", Rule.bool())
        .and(textOrFields);
  }

  private static Rule context() {
    Rule element =
        (node, at, problems) -> {
          Rule rule =
              node.path("type").asText().equals("image") ? Elements.image() : Texts.either();
          rule.check(node, at, problems);
        };
    return block().required("elements", Rule.list(1, 10, element));
  }

  private static Rule actions() {
    return block().required("elements", Rule.list(1, 25, Elements.inActions()));
  }

  private static Rule image() {
    Rule source =
        (node, at, problems) -> {
          if (node.isObject() && node.has("image_url") == node.has("slack_file")) {
            problems.add(at, "must define either `image_url` or `slack_file`");
          }
        };
    return Elements.image()
        .optional("block_id", Rule.string(0, 255))
        .optional("title", Texts.plain(2000))
        .and(source);
  }

  private static Rule input() {
    return block()
        .required("label", Texts.plain(2000))
        .required("element", Elements.input())
        .optional("hint", Texts.plain(2000))
        .optional("optional", Rule.bool())
        .optional("dispatch_action", Rule.bool());
  }

  private static Rule richText() {
    Rule part =
        Rule.byType(
            Map.of(
                "rich_text_section", richPart(),
                "rich_text_preformatted", richPart().optional("border", Rule.integer()),
                "rich_text_quote", richPart().optional("border", Rule.integer()),
                "rich_text_list",
                    richPart()
                        .required("style", Rule.oneOf("bullet", "ordered"))
                        .optional("indent", Rule.integer())
                        .optional("offset", Rule.integer())
                        .optional("border", Rule.integer())));
    return block().required("elements", Rule.list(1, 1000, part));
  }

  private static Shape richPart() {
    return Shape.typed().required("elements", Rule.list(0, 1000, Rule.object()));
  }

  private static Rule table() {
    Rule row = Rule.list(1, 20, Rule.object());
    return block()
        .required("rows", Rule.list(1, 100, row))
        .optional("column_settings", Rule.list(0, 20, Rule.anything()));
  }

  private static Rule video() {
    return block()
        .required("alt_text", Rule.string(1, 2000))
        .required("title", Texts.plain(200))
        .required("thumbnail_url", Rule.url(3000))
        .required("video_url", Rule.url(3000))
        .optional("author_name", Rule.string(1, 50))
        .optional("description", Texts.plain(200))
        .optional("provider_icon_url", Rule.url(3000))
        .optional("provider_name", Rule.string(1, 50))
        .optional("title_url", Rule.url(3000));
  }
}
