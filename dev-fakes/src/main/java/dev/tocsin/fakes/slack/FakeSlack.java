package dev.tocsin.fakes.slack;

import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import dev.tocsin.fakes.inbox.InboxItem;
import io.vertx.core.Future;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The workspace. Apps are installed with {@link #install}; what they post is in the inbox; {@link
 * #press} does what a person does with a button. Safe from any thread.
 */
public final class FakeSlack implements Site {

  private final Supplier<String> base;
  private final SlackWorkspace workspace;
  private final WebApi api;
  private final ResponseUrls responseUrls;
  private final Interactions interactions;
  private final Commands commands;
  private final WorkspaceSetup setup;

  /**
   * @param base the address of the fakes, known once they listen
   * @param messagesPerConversation how many messages a conversation remembers
   */
  public FakeSlack(
      Inbox inbox,
      InstantSource clock,
      HttpClient http,
      Supplier<String> base,
      int messagesPerConversation) {
    this.base = base;
    this.workspace = new SlackWorkspace(messagesPerConversation);
    Postbox postbox = new Postbox(workspace, inbox, base);
    this.api =
        new WebApi(
            workspace,
            new ChatMethods(workspace, postbox),
            new ConversationMethods(workspace),
            new UserMethods(workspace, base));
    this.responseUrls = new ResponseUrls(workspace, postbox, base);
    this.interactions =
        new Interactions(workspace, postbox, responseUrls, clock, new AppCalls(http));
    this.commands = new Commands(workspace, postbox, responseUrls, clock, new AppCalls(http));
    this.setup = new WorkspaceSetup(workspace, interactions, commands);
  }

  /** The Web API's base, with its last slash: what a client has instead of slack.com/api/. */
  public String apiUrl() {
    return base.get() + WebApi.PREFIX;
  }

  /** Installs an app, or replaces the one with the same token. */
  public void install(SlackApp app) {
    workspace.install(app);
  }

  public List<SlackApp> apps() {
    return workspace.apps();
  }

  /** Adds a member, or replaces the one with the same id. */
  public void add(SlackUser user) {
    workspace.join(user);
  }

  /** Adds a channel, or replaces the one with the same id. */
  public void add(SlackChannel channel) {
    workspace.open(channel);
  }

  public List<SlackUser> users() {
    return List.copyOf(workspace.users());
  }

  public List<SlackChannel> channels() {
    return workspace.conversations().stream()
        .flatMap(c -> Optional.ofNullable(c.channel()).stream())
        .toList();
  }

  /** Presses a button; completes with what came of it, never exceptionally. */
  public CompletableFuture<PressResult> press(Press press) {
    return interactions.press(press);
  }

  /** Presses the button of {@code item} with this action id, as {@code userId}, and waits. */
  public PressResult press(InboxItem item, String actionId, String userId) {
    String channel = item.payload().path("channel").asText();
    return press(Press.of(channel, item.ts(), actionId).by(userId)).join();
  }

  /** Types the app's slash command; completes with what came of it, never exceptionally. */
  public CompletableFuture<PressResult> command(Typed typed) {
    return commands.type(typed);
  }

  /** Mentions the app in a channel; completes with what came of it, never exceptionally. */
  public CompletableFuture<PressResult> mention(Typed typed) {
    return commands.mention(typed);
  }

  /** Does what Slack does when an events URL is saved: asks whether it is the app's. */
  public CompletableFuture<PressResult> verifyEvents(String botToken) {
    return commands.verify(botToken);
  }

  @Override
  public String target() {
    return "slack";
  }

  @Override
  public String operation(Call call) {
    String path = call.path();
    return path.startsWith(WebApi.PREFIX) ? path.substring(WebApi.PREFIX.length()) : "response_url";
  }

  @Override
  public boolean serves(Call call) {
    return call.path().startsWith(WebApi.PREFIX) || call.path().startsWith(ResponseUrls.PREFIX);
  }

  @Override
  public Future<Answer> serve(Call call) {
    return Future.succeededFuture(
        call.path().startsWith(WebApi.PREFIX) ? api.answer(call) : responseUrls.answer(call));
  }

  /** The control pages: pressing, and setting the workspace up. */
  public Site setup() {
    return setup;
  }
}
