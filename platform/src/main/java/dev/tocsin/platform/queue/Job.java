package dev.tocsin.platform.queue;

import java.util.UUID;

/**
 * One claimed row of a queue.
 *
 * @param tenant whose row it is
 * @param id its key, with the tenant
 * @param fence rises with each claim; a worker that holds an older one can no longer finish the row
 * @param attempt which attempt this is, from 1
 */
public record Job(UUID tenant, UUID id, long fence, int attempt) {}
