/**
 * What can go wrong with another company's server, on demand: a {@link
 * dev.tocsin.fakes.fault.Fault} says how a fake misbehaves and for how many calls, {@link
 * dev.tocsin.fakes.fault.Faults} holds those armed now. The HTTP frame and the SMTP server ask it
 * before each operation.
 */
@NullMarked
package dev.tocsin.fakes.fault;

import org.jspecify.annotations.NullMarked;
