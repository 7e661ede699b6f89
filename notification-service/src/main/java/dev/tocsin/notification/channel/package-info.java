/**
 * Ways out. A {@link dev.tocsin.notification.channel.Channel} is the adapter of one provider, found
 * by its kind in {@link dev.tocsin.notification.channel.Channels}; a configured channel is a row of
 * a tenant with its sealed secrets, served by {@code ChannelGrpc} and read through {@link
 * dev.tocsin.notification.channel.ChannelStore}. Messages come from {@code delivery}, results go
 * back to it. Adding a channel is adding one package beside {@code slack} and {@code email}.
 */
@NullMarked
package dev.tocsin.notification.channel;

import org.jspecify.annotations.NullMarked;
