package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.slack.blockkit.BlockKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an app wants to say, checked: text, blocks, attachments and metadata of one message. */
record MessageContent(
    Optional<String> text,
    Optional<JsonNode> blocks,
    Optional<JsonNode> attachments,
    Optional<JsonNode> metadata) {

  static final int MAX_TEXT = 40_000;
  private static final int MAX_ATTACHMENTS = 100;
  private static final int MAX_METADATA_CHARS = 8000;

  private static final Set<String> ATTACHMENT_FIELDS =
      Set.of(
          "actions",
          "attachment_type",
          "author_icon",
          "author_link",
          "author_name",
          "blocks",
          "callback_id",
          "color",
          "fallback",
          "fields",
          "footer",
          "footer_icon",
          "id",
          "image_url",
          "mrkdwn_in",
          "pretext",
          "text",
          "thumb_url",
          "title",
          "title_link",
          "ts");

  /** Reads and checks; throws the failure that Slack would answer. */
  static MessageContent read(SlackArguments args) {
    MessageContent content =
        new MessageContent(
            args.has("text") ? Optional.of(args.text("text")) : Optional.empty(),
            args.structure("blocks", "invalid_blocks_format"),
            args.structure("attachments", "invalid_attachments"),
            args.structure("metadata", "invalid_metadata_format"));
    content.check();
    return content;
  }

  private void check() {
    boolean empty =
        text.orElse("").isEmpty()
            && blocks.map(JsonNode::isEmpty).orElse(true)
            && attachments.map(JsonNode::isEmpty).orElse(true);
    if (empty) {
      throw new SlackFailure("no_text");
    }
    if (text.orElse("").length() > MAX_TEXT) {
      throw new SlackFailure("msg_too_long");
    }
    blocks.ifPresent(MessageContent::checkBlocks);
    attachments.ifPresent(MessageContent::checkAttachments);
    metadata.ifPresent(MessageContent::checkMetadata);
  }

  private static void checkBlocks(JsonNode blocks) {
    if (!blocks.isArray()) {
      throw new SlackFailure("invalid_blocks_format");
    }
    for (JsonNode block : blocks) {
      if (!block.isObject()) {
        throw new SlackFailure("invalid_blocks_format");
      }
    }
    List<String> problems = BlockKit.check(blocks, "/blocks");
    if (!problems.isEmpty()) {
      throw new SlackFailure("invalid_blocks", problems);
    }
    if (BlockKit.tooLong(blocks)) {
      throw new SlackFailure("msg_blocks_too_long");
    }
  }

  private static void checkAttachments(JsonNode attachments) {
    if (!attachments.isArray()) {
      throw new SlackFailure("invalid_attachments");
    }
    if (attachments.size() > MAX_ATTACHMENTS) {
      throw new SlackFailure("too_many_attachments");
    }
    for (int i = 0; i < attachments.size(); i++) {
      JsonNode attachment = attachments.get(i);
      List<String> problems = new ArrayList<>();
      attachment
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!ATTACHMENT_FIELDS.contains(field)) {
                  problems.add("invalid_keys");
                }
              });
      if (!attachment.isObject() || !problems.isEmpty()) {
        throw new SlackFailure("invalid_attachments", problems);
      }
      if (attachment.has("blocks")) {
        checkAttachedBlocks(attachment.get("blocks"), "/attachments/" + i + "/blocks");
      }
    }
  }

  private static void checkAttachedBlocks(JsonNode blocks, String at) {
    List<String> problems = BlockKit.check(blocks, at);
    if (!problems.isEmpty()) {
      throw new SlackFailure("invalid_attachments", problems);
    }
    if (BlockKit.tooLong(blocks)) {
      throw new SlackFailure("msg_blocks_too_long");
    }
  }

  private static void checkMetadata(JsonNode metadata) {
    if (!metadata.isObject()) {
      throw new SlackFailure("invalid_metadata_format");
    }
    JsonNode type = metadata.path("event_type");
    if (!type.isTextual()
        || type.textValue().isBlank()
        || !metadata.path("event_payload").isObject()) {
      throw new SlackFailure("invalid_metadata_schema");
    }
    metadata
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!Set.of("event_type", "event_payload", "entities").contains(field)) {
                throw new SlackFailure("invalid_metadata_schema");
              }
            });
    if (Json.write(metadata).length() > MAX_METADATA_CHARS) {
      throw new SlackFailure("metadata_too_large");
    }
  }

  /** Writes this into a new message. */
  void into(ObjectNode message) {
    message.put("text", text.orElse(""));
    blocks.filter(b -> !b.isEmpty()).ifPresent(b -> message.set("blocks", GeneratedIds.fill(b)));
    attachments.filter(a -> !a.isEmpty()).ifPresent(a -> message.set("attachments", a));
    metadata.ifPresent(m -> message.set("metadata", m));
  }

  /**
   * Writes this over an existing message. As {@code chat.update} does: text without blocks removes
   * the blocks; attachments and metadata stay unless given.
   */
  void over(ObjectNode message) {
    if (text.isPresent() || blocks.isPresent()) {
      message.remove("blocks");
    }
    text.ifPresent(t -> message.put("text", t));
    blocks.filter(b -> !b.isEmpty()).ifPresent(b -> message.set("blocks", GeneratedIds.fill(b)));
    attachments.ifPresent(
        a -> {
          message.remove("attachments");
          if (!a.isEmpty()) {
            message.set("attachments", a);
          }
        });
    metadata.ifPresent(m -> message.set("metadata", m));
  }
}
