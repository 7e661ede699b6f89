package dev.tocsin.helm;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rendering's network policies let through. A pod that no policy selects is open; otherwise
 * one rule of one policy has to allow the call, at each end that is ours.
 */
final class Network {
  private final Objects objects;
  private final List<NetworkPolicy> policies;

  private Network(Objects objects) {
    this.objects = objects;
    this.policies = objects.of(NetworkPolicy.class);
  }

  static Network of(String set) {
    return new Network(Rendering.of(set));
  }

  /** Somebody who is called or calls: a pod by its labels, or an address outside. */
  private record Peer(@Nullable Map<String, String> labels, @Nullable String address) {}

  /** May a component call another on this port? */
  boolean lets(String from, String to, int port) {
    return out(labels(from), new Peer(labels(to), null), port)
        && in(new Peer(labels(from), null), labels(to), port);
  }

  /** May a component call a pod that is not the chart's? */
  boolean lets(String from, Map<String, String> to, int port) {
    return out(labels(from), new Peer(to, null), port)
        && in(new Peer(labels(from), null), to, port);
  }

  /** May a component call this address outside? */
  boolean letsOut(String from, String address, int port) {
    return out(labels(from), new Peer(null, address), port);
  }

  /** May this address call a component? */
  boolean letsIn(String address, String to, int port) {
    return in(new Peer(null, address), labels(to), port);
  }

  /** May this address call a pod that is not the chart's? */
  boolean letsIn(String address, Map<String, String> to, int port) {
    return in(new Peer(null, address), to, port);
  }

  private Map<String, String> labels(String component) {
    return objects.pod(component).getMetadata().getLabels();
  }

  private boolean out(Map<String, String> from, Peer to, int port) {
    List<NetworkPolicy> mine = selecting(from, "Egress");
    return mine.isEmpty()
        || mine.stream()
            .flatMap(policy -> policy.getSpec().getEgress().stream())
            .anyMatch(rule -> ports(rule.getPorts(), port) && peers(rule.getTo(), to));
  }

  private boolean in(Peer from, Map<String, String> to, int port) {
    List<NetworkPolicy> mine = selecting(to, "Ingress");
    return mine.isEmpty()
        || mine.stream()
            .flatMap(policy -> policy.getSpec().getIngress().stream())
            .anyMatch(rule -> ports(rule.getPorts(), port) && peers(rule.getFrom(), from));
  }

  private List<NetworkPolicy> selecting(Map<String, String> labels, String direction) {
    return policies.stream()
        .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
        .filter(policy -> selects(policy.getSpec().getPodSelector(), labels))
        .toList();
  }

  private static boolean ports(List<NetworkPolicyPort> ports, int port) {
    return ports.isEmpty()
        || ports.stream()
            .anyMatch(p -> "TCP".equals(p.getProtocol()) && p.getPort().getIntVal() == port);
  }

  private static boolean peers(List<NetworkPolicyPeer> peers, Peer peer) {
    return peers.isEmpty() || peers.stream().anyMatch(allowed -> is(allowed, peer));
  }

  private static boolean is(NetworkPolicyPeer allowed, Peer peer) {
    if (allowed.getIpBlock() != null) {
      return peer.address() != null
          && within(allowed.getIpBlock().getCidr(), peer.address())
          && allowed.getIpBlock().getExcept().stream().noneMatch(e -> within(e, peer.address()));
    }
    return peer.labels() != null
        && allowed.getNamespaceSelector() == null
        && selects(allowed.getPodSelector(), peer.labels());
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    boolean all =
        selector.getMatchLabels() == null
            || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    for (LabelSelectorRequirement requirement : selector.getMatchExpressions()) {
      if (!requirement.getOperator().equals("In")) {
        throw new IllegalArgumentException("unexpected operator in " + requirement);
      }
      all &= requirement.getValues().contains(labels.get(requirement.getKey()));
    }
    return all;
  }

  private static boolean within(String block, String address) {
    String[] parts = block.split("/");
    byte[] base = bytes(parts[0]);
    byte[] asked = bytes(address);
    if (base.length != asked.length) {
      return false;
    }
    int bits = Integer.parseInt(parts[1]);
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((base[i / 8] & mask) != (asked[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Of an address in digits, so that nothing is looked up. */
  private static byte[] bytes(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(address + " is no address", e);
    }
  }
}
