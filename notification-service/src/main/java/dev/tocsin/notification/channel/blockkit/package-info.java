/**
 * Block Kit within Slack's limits, for the channels that speak to Slack: rendered text goes in, and
 * what a strict Slack takes comes out, with a warning for each thing that was cut or left out.
 */
@NullMarked
package dev.tocsin.notification.channel.blockkit;

import org.jspecify.annotations.NullMarked;
