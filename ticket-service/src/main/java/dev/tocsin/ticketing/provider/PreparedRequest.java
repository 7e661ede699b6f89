package dev.tocsin.ticketing.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request as it would be sent, without secrets. */
public record PreparedRequest(String method, String url, ObjectNode body) {}
