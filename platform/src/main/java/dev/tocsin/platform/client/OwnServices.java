package dev.tocsin.platform.client;

import io.grpc.ManagedChannel;

/** The services of this very process. */
public interface OwnServices {

  /** A new channel to them. */
  ManagedChannel channel();
}
