package dev.tocsin.identity.oncall;

import java.time.Instant;

/** Says whose turn it is in a layer, restrictions and limits left aside. */
interface TurnSource {

  Piece at(Instant instant);
}
