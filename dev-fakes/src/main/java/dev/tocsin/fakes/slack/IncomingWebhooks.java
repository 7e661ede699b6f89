package dev.tocsin.fakes.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxAction;
import dev.tocsin.fakes.inbox.InboxDraft;
import dev.tocsin.fakes.slack.blockkit.BlockKit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Incoming webhooks at {@code /slack/services/T…/B…/{channel}}: the last part names the channel
 * that it was made for, and {@code gone} one that was removed. Answers in plain text, as Slack
 * does.
 */
public final class IncomingWebhooks implements Site {

  private static final String PREFIX = "/slack/services/";
  private static final int TEXT = 40_000;
  private static final Set<String> KNOWN =
      Set.of(
          "text",
          "blocks",
          "attachments",
          "thread_ts",
          "mrkdwn",
          "unfurl_links",
          "unfurl_media",
          "response_type",
          "replace_original",
          "delete_original",
          "metadata");

  private final Inbox inbox;
  private final Supplier<String> base;

  public IncomingWebhooks(Inbox inbox, Supplier<String> base) {
    this.inbox = inbox;
    this.base = base;
  }

  /** The address of the webhook of a channel. */
  public String url(String channel) {
    return base.get() + PREFIX + "T0TOCSIN/B0TOCSIN/" + channel;
  }

  @Override
  public String target() {
    return "slack_webhook";
  }

  @Override
  public String operation(Call call) {
    return channel(call);
  }

  @Override
  public boolean serves(Call call) {
    return call.path().startsWith(PREFIX);
  }

  private static String channel(Call call) {
    String[] parts = call.path().substring(PREFIX.length()).split("/");
    return parts.length == 3 ? parts[2] : "";
  }

  @Override
  public Future<Answer> serve(Call call) {
    return Future.succeededFuture(take(call));
  }

  private Answer take(Call call) {
    String channel = channel(call);
    if (channel.isEmpty() || channel.equals("gone")) {
      return Answer.text(404, "no_service");
    }
    if (!call.method().equals("POST")) {
      return Answer.text(400, "invalid_payload");
    }
    Optional<JsonNode> body = call.json();
    if (body.isEmpty() || !call.bodyIsUtf8()) {
      return Answer.text(400, "invalid_payload");
    }
    for (var names = body.get().fieldNames(); names.hasNext(); ) {
      if (!KNOWN.contains(names.next())) {
        return Answer.text(400, "invalid_payload");
      }
    }
    JsonNode blocks = body.get().path("blocks");
    String text = body.get().path("text").asText();
    if (text.isBlank() && blocks.isEmpty()) {
      return Answer.text(400, "no_text");
    }
    if (text.length() > TEXT) {
      return Answer.text(400, "msg_too_long");
    }
    if (!blocks.isMissingNode() && !BlockKit.check(blocks, "/blocks").isEmpty()) {
      return Answer.text(400, "invalid_blocks");
    }
    record(channel, text, (ObjectNode) body.get(), call);
    return Answer.text(200, "ok");
  }

  private void record(String channel, String text, ObjectNode body, Call call) {
    List<InboxAction> links = new ArrayList<>();
    for (JsonNode block : body.path("blocks")) {
      for (JsonNode element : block.path("elements")) {
        if (element.hasNonNull("url")) {
          String label = element.path("text").path("text").asText();
          links.add(new InboxAction(label, "GET", element.path("url").asText(), null));
        }
      }
    }
    inbox.add(
        new InboxDraft(
            "slack_webhook",
            "#" + channel,
            List.of(),
            "Incoming webhook",
            text,
            new SlackWords(id -> id).of(body),
            body,
            call.receivedAt(),
            links));
  }
}
