package dev.tocsin.fakes.slack.blockkit;

import java.util.HashMap;
import java.util.Map;

/** The interactive elements and the image element. */
final class Elements {

  private static final Rule ACTION_ID = Rule.string(1, 255);
  private static final int PLACEHOLDER = 150;

  private static final Map<String, Rule> INTERACTIVE = interactive();

  private Elements() {}

  /** What an {@code actions} block may hold. */
  static Rule inActions() {
    return Rule.byType(INTERACTIVE);
  }

  /** What may stand at the side of a section. */
  static Rule accessory() {
    Map<String, Rule> all = new HashMap<>(INTERACTIVE);
    all.put("image", image());
    all.remove("plain_text_input");
    return Rule.byType(all);
  }

  /** What an {@code input} block may ask for. */
  static Rule input() {
    Map<String, Rule> all = new HashMap<>(INTERACTIVE);
    all.remove("button");
    all.remove("overflow");
    all.put("email_text_input", typedInput());
    all.put("url_text_input", typedInput());
    all.put("number_input", typedInput().required("is_decimal_allowed", Rule.bool()));
    return Rule.byType(all);
  }

  static Shape image() {
    return Shape.typed()
        .optional("image_url", Rule.url(3000))
        .optional("slack_file", Rule.object())
        .required("alt_text", Rule.string(1, 2000));
  }

  private static Map<String, Rule> interactive() {
    Map<String, Rule> all = new HashMap<>();
    all.put("button", button());
    all.put("static_select", options(select()).optional("initial_option", Texts.option()));
    all.put(
        "multi_static_select",
        options(multi()).optional("initial_options", Rule.list(1, 100, Texts.option())));
    all.put("external_select", select().optional("min_query_length", Rule.integer()));
    all.put("users_select", select().optional("initial_user", Rule.string(1, 255)));
    all.put("multi_users_select", multi());
    all.put("channels_select", select().optional("initial_channel", Rule.string(1, 255)));
    all.put("multi_channels_select", multi());
    all.put("conversations_select", select().optional("filter", Rule.object()));
    all.put("multi_conversations_select", multi());
    all.put("overflow", confirmed().required("options", Rule.list(1, 5, Texts.option())));
    all.put("checkboxes", choice("initial_options", Rule.list(1, 10, Texts.option())));
    all.put("radio_buttons", choice("initial_option", Texts.option()));
    all.put("datepicker", picker("initial_date", "[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    all.put("timepicker", picker("initial_time", "[0-2][0-9]:[0-5][0-9]"));
    all.put("datetimepicker", focused().optional("initial_date_time", Rule.integer()));
    all.put("plain_text_input", typedInput().optional("multiline", Rule.bool()));
    return Map.copyOf(all);
  }

  private static Shape button() {
    return confirmed()
        .required("text", Texts.plain(75))
        .optional("value", Rule.string(1, 2000))
        .optional("url", Rule.url(3000))
        .optional("style", Rule.oneOf("primary", "danger"))
        .optional("accessibility_label", Rule.string(1, 75));
  }

  private static Shape confirmed() {
    return Shape.typed().optional("action_id", ACTION_ID).optional("confirm", Texts.confirm());
  }

  private static Shape focused() {
    return confirmed().optional("focus_on_load", Rule.bool());
  }

  private static Shape select() {
    return focused().optional("placeholder", Texts.plain(PLACEHOLDER));
  }

  private static Shape multi() {
    return select().optional("max_selected_items", Rule.integer());
  }

  private static Shape options(Shape select) {
    return select
        .optional("options", Rule.list(1, 100, Texts.option()))
        .optional("option_groups", Rule.list(1, 100, Texts.optionGroup()));
  }

  private static Shape choice(String initial, Rule initialRule) {
    return focused()
        .required("options", Rule.list(1, 10, Texts.option()))
        .optional(initial, initialRule);
  }

  private static Shape picker(String initial, String pattern) {
    Rule value =
        (node, at, problems) -> {
          if (!node.isTextual() || !node.textValue().matches(pattern)) {
            problems.add(at, "invalid value for " + initial);
          }
        };
    return select().optional(initial, value).optional("timezone", Rule.string(1, 100));
  }

  private static Shape typedInput() {
    return Shape.typed()
        .optional("action_id", ACTION_ID)
        .optional("placeholder", Texts.plain(PLACEHOLDER))
        .optional("initial_value", Rule.string(0, 3000))
        .optional("min_length", Rule.integer())
        .optional("max_length", Rule.integer())
        .optional("min_value", Rule.string(1, 100))
        .optional("max_value", Rule.string(1, 100))
        .optional("dispatch_action_config", Rule.object())
        .optional("focus_on_load", Rule.bool());
  }
}
