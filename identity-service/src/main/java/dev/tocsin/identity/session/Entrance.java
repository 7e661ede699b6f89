package dev.tocsin.identity.session;

import dev.tocsin.identity.user.Account;
import dev.tocsin.proto.identity.v1.Session;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The way in for packages that let people in by other means than a password. */
@Singleton
public class Entrance {

  private final Throttle throttle;
  private final Sessions sessions;

  Entrance(Throttle throttle, Sessions sessions) {
    this.throttle = throttle;
    this.sessions = sessions;
  }

  /**
   * Counts a try, before what was presented is looked at, as sign-ins are counted. Fails with
   * {@code Exhausted}, naming the wait, when there were too many.
   *
   * @param what what is tried, for example {@code set-up}
   * @param address where from
   */
  public Uni<Void> attempt(String what, String address) {
    return throttle.attempt("", what, address);
  }

  /** Forgets the tries: this one ended well. */
  public Uni<Void> succeeded(String what, String address) {
    return throttle.succeeded("", what, address);
  }

  /**
   * Opens a session for a person who has proven who it is.
   *
   * @param address where from
   */
  public Uni<Session> open(Account account, String address, String requestId) {
    return sessions.open(account, address, requestId).map(AuthGrpc::message);
  }
}
