package dev.tocsin.fakes.jira;

import dev.tocsin.fakes.http.Answer;
import dev.tocsin.fakes.http.Call;
import dev.tocsin.fakes.http.Json;
import dev.tocsin.fakes.http.Site;
import dev.tocsin.fakes.inbox.Inbox;
import io.vertx.core.Future;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Jira with the projects OPS (everything is allowed), FLOW (one status after the other, a
 * resolution at the end) and AUDIT (a screen that asks for a root cause). Safe from any thread.
 */
public final class FakeJira implements Site {
  /** The API token of {@link Account#BOT}, for version 3. */
  public static final String API_TOKEN = "ATATT-tocsin-demo";

  /** Its personal access token, for version 2. */
  public static final String ACCESS_TOKEN = "pat-tocsin-demo";

  private static final String ROOT = "/jira";
  private static final Pattern API = Pattern.compile("/jira/rest/api/([23])(/.*)");

  private final Supplier<String> base;
  private final Tracker tracker;
  private final Hooks hooks;
  private final JiraApi api;
  private final JiraDesk desk;

  /**
   * @param world where the fakes are
   * @param capacity how many issues are kept
   */
  public FakeJira(
      Inbox inbox, InstantSource clock, HttpClient http, Supplier<String> world, int capacity) {
    this.base = () -> world.get() + ROOT;
    this.hooks = new Hooks(http, clock, base);
    this.tracker = new Tracker(inbox, clock, base, hooks, capacity);
    this.api = new JiraApi(tracker, API_TOKEN, ACCESS_TOKEN);
    this.desk = new JiraDesk(tracker, hooks);
  }

  /** The base URL that a client is given. */
  public String url() {
    return base.get();
  }

  /** All issues, newest first. */
  public List<Issue> issues() {
    return tracker.all();
  }

  /** By key or id. */
  public Optional<Issue> issue(String name) {
    return tracker.find(name);
  }

  /** Sends webhooks to this address, signed with this secret; an empty address ends it. */
  public void webhook(String url, String secret) {
    hooks.target("tocsin", url, secret);
  }

  @Override
  public String target() {
    return "jira";
  }

  @Override
  public String operation(Call call) {
    Matcher path = API.matcher(call.path());
    return path.matches() ? JiraApi.operation(path.group(2)) : "";
  }

  @Override
  public boolean serves(Call call) {
    return call.path().equals(ROOT) || call.path().startsWith(ROOT + "/");
  }

  @Override
  public Future<Answer> serve(Call call) {
    Matcher path = API.matcher(call.path());
    if (path.matches()) {
      return Future.succeededFuture(
          api.serve(call, base.get(), path.group(1).equals("3"), path.group(2)));
    }
    if (call.path().startsWith(ROOT + "/desk/")) {
      String what = call.path().substring((ROOT + "/desk/").length());
      return Future.succeededFuture(desk.serve(call, base.get(), what));
    }
    if (call.path().startsWith(ROOT + "/browse/")) {
      String key = call.path().substring((ROOT + "/browse/").length());
      return Future.succeededFuture(
          tracker
              .find(key)
              .map(issue -> Answer.text(200, words(issue)))
              .orElseGet(() -> Answer.problem(404, "no issue " + key)));
    }
    return Future.succeededFuture(
        call.path().equals(ROOT)
            ? Answer.json(Json.object().put("url", base.get()))
            : Answer.problem(404, "nothing lives at " + call.path()));
  }

  private static String words(Issue issue) {
    StringBuilder page =
        new StringBuilder(issue.key() + "  " + issue.summary() + "\n[" + issue.status() + "]\n\n");
    page.append(issue.description()).append("\n\n");
    issue
        .comments()
        .forEach(
            c ->
                page.append("-- ")
                    .append(c.author().name())
                    .append(": ")
                    .append(c.text())
                    .append("\n\n"));
    return page.toString();
  }
}
