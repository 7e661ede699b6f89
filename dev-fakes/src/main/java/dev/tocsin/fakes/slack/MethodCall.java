package dev.tocsin.fakes.slack;

import java.time.Instant;

/** One authenticated Web API call. */
record MethodCall(SlackApp app, SlackArguments args, Instant at) {}
