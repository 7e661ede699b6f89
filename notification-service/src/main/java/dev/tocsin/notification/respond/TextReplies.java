package dev.tocsin.notification.respond;

import dev.tocsin.notification.channel.AddressFault;
import dev.tocsin.notification.channel.AddressHash;
import dev.tocsin.notification.channel.Received;
import dev.tocsin.notification.receipt.BlockedAddresses;
import dev.tocsin.notification.reply.ReplyCodes;
import dev.tocsin.notification.reply.ReplyCodes.OpenPage;
import dev.tocsin.notification.reply.ReplyText;
import dev.tocsin.platform.db.Database;
import dev.tocsin.platform.db.ServiceDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds out which pages a written reply means. A reply counts for the pages of the address that it
 * came from, and each message once, however often it is sent to us.
 */
@Singleton
class TextReplies {

  /** What a reply comes to. */
  sealed interface Meant {
    /** These pages are answered. */
    record Pages(ReplyText text, List<OpenPage> pages) implements Meant {}

    /** Nothing is done; the writer reads why. */
    record Words(String words) implements Meant {}
  }

  private static final int LISTED = 5;
  private static final int TITLE = 40;

  private final Database db;
  private final ReplyCodes codes;
  private final BlockedAddresses blocked;

  TextReplies(
      @ServiceDatabase("notification") Database db, ReplyCodes codes, BlockedAddresses blocked) {
    this.db = db;
    this.codes = codes;
    this.blocked = blocked;
  }

  Uni<Meant> read(UUID tenant, UUID channel, Received.Reply reply) {
    Instant now = db.clock().now();
    return db.inTenant(
        tenant,
        tx ->
            ReceivedMessages.isNew(tx, tenant, channel, reply.messageId(), now)
                .chain(
                    fresh ->
                        fresh
                            ? meaning(tx, tenant, channel, reply, now)
                            : Uni.createFrom().item(new Meant.Words(""))));
  }

  private Uni<Meant> meaning(
      SqlConnection tx, UUID tenant, UUID channel, Received.Reply reply, Instant now) {
    byte[] address = AddressHash.of(tenant, reply.address());
    Optional<ReplyText> text = ReplyText.read(reply.text());
    if (text.isPresent() && text.get().code().isPresent()) {
      int code = text.get().code().getAsInt();
      return codes
          .named(tx, tenant, channel, address, code, now)
          .chain(
              found ->
                  found.isEmpty()
                      ? codes
                          .open(tx, tenant, channel, address, now)
                          .map(
                              open ->
                                  new Meant.Words("No page has code " + code + ". " + list(open)))
                      : Uni.createFrom().item(new Meant.Pages(text.get(), found)));
    }
    return codes.open(tx, tenant, channel, address, now).map(open -> choose(text, open));
  }

  /** Without a code a reply means the only page that waits for it. */
  private static Meant choose(Optional<ReplyText> text, List<OpenPage> open) {
    if (text.isEmpty()) {
      return new Meant.Words("Tocsin did not understand that. " + list(open));
    }
    List<OpenPage> waiting = open.stream().filter(page -> !page.acknowledged()).toList();
    boolean resolving = text.get().answer() == dev.tocsin.notification.channel.Answer.RESOLVE;
    List<OpenPage> meant = resolving ? open : waiting;
    if (meant.isEmpty()) {
      return new Meant.Words("No page of yours is open.");
    }
    return meant.size() == 1 || text.get().all()
        ? new Meant.Pages(text.get(), meant)
        : new Meant.Words("Several pages are open. " + list(meant));
  }

  private static String list(List<OpenPage> open) {
    if (open.isEmpty()) {
      return "No page of yours is open.";
    }
    String more = open.size() > LISTED ? " and " + (open.size() - LISTED) + " more" : "";
    return "Reply ACK or RESOLVE and a code: "
        + open.stream()
            .limit(LISTED)
            .map(page -> page.code() + " " + shortened(page.title()))
            .collect(Collectors.joining("; "))
        + more;
  }

  static String shortened(String title) {
    return title.codePointCount(0, title.length()) <= TITLE
        ? title
        : title.substring(0, title.offsetByCodePoints(0, TITLE)) + "...";
  }

  /** Keeps in mind who wants no messages. */
  Uni<Void> consent(UUID tenant, UUID channel, Received.Consent consent) {
    Instant now = db.clock().now();
    byte[] address = AddressHash.of(tenant, consent.address());
    return db.inTenant(
        tenant,
        tx ->
            ReceivedMessages.isNew(tx, tenant, channel, consent.messageId(), now)
                .chain(
                    fresh -> {
                      if (!fresh) {
                        return Uni.createFrom().voidItem();
                      }
                      return consent.optedOut()
                          ? blocked.block(
                              tx,
                              tenant,
                              channel,
                              address,
                              AddressFault.OPTED_OUT,
                              "The owner of the number replied STOP: texting START to your number"
                                  + " undoes it",
                              now)
                          : blocked.unblock(tx, tenant, channel, address);
                    }));
  }
}
