package dev.tocsin.ticketing.callback;

import dev.tocsin.platform.auth.Caller;
import dev.tocsin.ticketing.work.WorkFilter;
import dev.tocsin.ticketing.work.WorkRow;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/** Where people look at messages of ticket systems, and put back those given up. */
@Singleton
class CallbackDesk {
  private final CallbackStore callbacks;
  private final CallbackWorker worker;

  CallbackDesk(CallbackStore callbacks, CallbackWorker worker) {
    this.callbacks = callbacks;
    this.worker = worker;
  }

  Uni<List<WorkRow>> list(UUID tenant, WorkFilter filter, int most) {
    return callbacks.table().list(tenant, filter, most);
  }

  Uni<WorkRow> requeue(Caller caller, UUID id) {
    return callbacks.table().requeue(caller, id).invoke(worker::wake);
  }
}
