/**
 * Membership and live events, plain or by Hazelcast. One member is what works today: a node knows its members and shares live events
 * with them, but runs, devices that wait, and stores are not shared yet. Entry type:
 * {@link io.tributary.coordinator.cluster.ClusterNode}, which holds the process's {@code Vertx} and two ports:
 * {@link io.tributary.coordinator.cluster.Membership} and {@link io.tributary.coordinator.cluster.LiveEvents}.
 *
 * <pre>
 *   ClusterNode.start(settings, secret)   Hazelcast member and clustered Vert.x event bus
 *   ClusterNode.local(member)             plain Vert.x
 * </pre>
 *
 * <p>Nothing may rely on what is kept here. Membership is known late, events get lost, and a member that was paused goes on with what
 * it knew before. The stores decide by epoch who owns a run (I7), so losing all of this loses nothing. The community edition of
 * Hazelcast has no TLS and does not authenticate members: {@code MemberDoor} has each connection show that it knows the members' secret
 * before Hazelcast reads from it. The event bus speaks TLS with a key that is derived from the same secret ({@code cluster.bus}). Both ports are
 * bound to the one private address of the settings.
 *
 * <p>Files: all that names a class of Hazelcast is here, a port and its two implementations each; a second package would need Hazelcast too.
 */
@NullMarked
package io.tributary.coordinator.cluster;

import org.jspecify.annotations.NullMarked;
