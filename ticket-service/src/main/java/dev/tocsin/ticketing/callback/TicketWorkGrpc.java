package dev.tocsin.ticketing.callback;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.platform.error.Invalid;
import dev.tocsin.platform.page.Page;
import dev.tocsin.platform.page.PageToken;
import dev.tocsin.platform.wire.ProtoTime;
import dev.tocsin.proto.ticketing.v1.ListTicketCallbacksRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketCallbacksResponse;
import dev.tocsin.proto.ticketing.v1.ListTicketCommentsRequest;
import dev.tocsin.proto.ticketing.v1.ListTicketCommentsResponse;
import dev.tocsin.proto.ticketing.v1.MutinyTicketWorkServiceGrpc.TicketWorkServiceImplBase;
import dev.tocsin.proto.ticketing.v1.RequeueTicketCallbackRequest;
import dev.tocsin.proto.ticketing.v1.RequeueTicketCommentRequest;
import dev.tocsin.proto.ticketing.v1.TicketCallback;
import dev.tocsin.proto.ticketing.v1.TicketComment;
import dev.tocsin.proto.ticketing.v1.TicketWorkState;
import dev.tocsin.ticketing.ticket.CommentDesk;
import dev.tocsin.ticketing.work.WorkFilter;
import dev.tocsin.ticketing.work.WorkRow;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What passes between tickets and their systems, as RPCs. */
@GrpcService
@Singleton
public class TicketWorkGrpc extends TicketWorkServiceImplBase {
  private static final String COMMENTS = "ticket_comments";
  private static final String CALLBACKS = "ticket_callbacks";
  private static final int USUAL_PAGE = 50;

  private final CommentDesk comments;
  private final CallbackDesk callbacks;

  TicketWorkGrpc(CommentDesk comments, CallbackDesk callbacks) {
    this.comments = comments;
    this.callbacks = callbacks;
  }

  @Override
  public Uni<ListTicketCommentsResponse> listTicketComments(ListTicketCommentsRequest request) {
    int size = PageToken.size(request.getPageSize(), USUAL_PAGE);
    WorkFilter filter =
        filter(
            COMMENTS,
            request.getPageToken(),
            request.getStateList(),
            id("ticket_id", request.getTicketId()));
    return comments
        .list(Caller.current().tenantId(), filter, size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, COMMENTS, TicketWorkGrpc::key);
              return ListTicketCommentsResponse.newBuilder()
                  .addAllComments(page.rows(TicketWorkGrpc::comment))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<TicketComment> requeueTicketComment(RequeueTicketCommentRequest request) {
    return comments
        .requeue(Caller.current(), UUID.fromString(request.getId()))
        .map(TicketWorkGrpc::comment);
  }

  @Override
  public Uni<ListTicketCallbacksResponse> listTicketCallbacks(ListTicketCallbacksRequest request) {
    int size = PageToken.size(request.getPageSize(), USUAL_PAGE);
    WorkFilter filter =
        filter(
            CALLBACKS,
            request.getPageToken(),
            request.getStateList(),
            id("provider_id", request.getProviderId()));
    return callbacks
        .list(Caller.current().tenantId(), filter, size + 1)
        .map(
            found -> {
              var page = Page.cut(found, size, CALLBACKS, TicketWorkGrpc::key);
              return ListTicketCallbacksResponse.newBuilder()
                  .addAllCallbacks(page.rows(TicketWorkGrpc::callback))
                  .setNextPageToken(page.nextToken())
                  .build();
            });
  }

  @Override
  public Uni<TicketCallback> requeueTicketCallback(RequeueTicketCallbackRequest request) {
    return callbacks
        .requeue(Caller.current(), UUID.fromString(request.getId()))
        .map(TicketWorkGrpc::callback);
  }

  private static WorkFilter filter(
      String list, String token, List<TicketWorkState> states, Optional<UUID> owner) {
    Optional<List<String>> key = PageToken.read(list, token, 2);
    return new WorkFilter(
        owner,
        states.stream().flatMap(TicketWorkGrpc::words).toList(),
        key.map(parts -> Instant.parse(parts.getFirst())),
        key.map(parts -> UUID.fromString(parts.getLast())));
  }

  private static Optional<UUID> id(String field, String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw Invalid.field(field, "must be a UUID");
    }
  }

  private static List<?> key(WorkRow row) {
    return List.of(row.createdAt(), row.id());
  }

  private static Stream<String> words(TicketWorkState state) {
    return switch (state) {
      case TICKET_WORK_STATE_PENDING -> Stream.of("pending");
      case TICKET_WORK_STATE_DONE -> Stream.of("written", "handled");
      case TICKET_WORK_STATE_DEAD -> Stream.of("dead");
      case TICKET_WORK_STATE_DROPPED -> Stream.of("dropped");
      case TICKET_WORK_STATE_UNSPECIFIED, UNRECOGNIZED -> Stream.empty();
    };
  }

  private static TicketWorkState state(WorkRow row) {
    return switch (row.state()) {
      case "pending" -> TicketWorkState.TICKET_WORK_STATE_PENDING;
      case "dead" -> TicketWorkState.TICKET_WORK_STATE_DEAD;
      case "dropped" -> TicketWorkState.TICKET_WORK_STATE_DROPPED;
      default -> TicketWorkState.TICKET_WORK_STATE_DONE;
    };
  }

  private static TicketComment comment(WorkRow row) {
    TicketComment.Builder message =
        TicketComment.newBuilder()
            .setId(row.id().toString())
            .setTicketId(row.owner().toString())
            .setText(row.text())
            .setExternalId(row.name())
            .setState(state(row))
            .setAttempts(row.attempts())
            .setError(row.error())
            .setCreateTime(ProtoTime.of(row.createdAt()));
    if (row.isPending()) {
      message.setNextAttemptTime(ProtoTime.of(row.dueAt()));
    }
    if (row.finishedAt() != null) {
      message.setFinishTime(ProtoTime.of(row.finishedAt()));
    }
    return message.build();
  }

  private static TicketCallback callback(WorkRow row) {
    TicketCallback.Builder message =
        TicketCallback.newBuilder()
            .setId(row.id().toString())
            .setProviderId(row.owner().toString())
            .setMessageId(row.name())
            .setExcerpt(row.text())
            .setState(state(row))
            .setAttempts(row.attempts())
            .setError(row.error())
            .setCreateTime(ProtoTime.of(row.createdAt()));
    if (row.isPending()) {
      message.setNextAttemptTime(ProtoTime.of(row.dueAt()));
    }
    if (row.finishedAt() != null) {
      message.setFinishTime(ProtoTime.of(row.finishedAt()));
    }
    return message.build();
  }
}
