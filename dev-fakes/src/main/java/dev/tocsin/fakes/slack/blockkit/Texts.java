package dev.tocsin.fakes.slack.blockkit;

import java.util.Map;

/** Text objects and the small objects made of them. */
final class Texts {

  private static final int TEXT = 3000;

  private Texts() {}

  static Rule plain(int max) {
    return Rule.byType(Map.of("plain_text", plainShape(max)));
  }

  static Rule either(int max) {
    return Rule.byType(Map.of("plain_text", plainShape(max), "mrkdwn", mrkdwnShape(max)));
  }

  static Rule either() {
    return either(TEXT);
  }

  private static Rule plainShape(int max) {
    return Shape.typed().required("text", Rule.string(1, max)).optional("emoji", Rule.bool());
  }

  private static Rule mrkdwnShape(int max) {
    return Shape.typed().required("text", Rule.string(1, max)).optional("verbatim", Rule.bool());
  }

  static Rule confirm() {
    return Shape.plain()
        .required("title", plain(100))
        .required("text", either(300))
        .required("confirm", plain(30))
        .required("deny", plain(30))
        .optional("style", Rule.oneOf("primary", "danger"));
  }

  static Rule option() {
    return Shape.plain()
        .required("text", either(75))
        .required("value", Rule.string(1, 150))
        .optional("description", either(75))
        .optional("url", Rule.url(TEXT));
  }

  static Rule optionGroup() {
    return Shape.plain()
        .required("label", plain(75))
        .required("options", Rule.list(1, 100, option()));
  }
}
