/**
 * Membership and live events, alone or as a Hazelcast member. Several members are planned, and not there yet. Entry type: {@link io.tributary.coordinator.cluster.ClusterNode}, which holds the process's
 * {@code Vertx} and two ports: {@link io.tributary.coordinator.cluster.Membership} (who is there) and
 * {@link io.tributary.coordinator.cluster.LiveEvents} (what is going on, for whoever watches).
 *
 * <pre>
 *   ClusterNode.start(settings)   Hazelcast member + clustered Vert.x event bus     several processes
 *   ClusterNode.local(member)     plain Vert.x                                      one process
 * </pre>
 *
 * <p>Nothing here is the truth: memberships are late, events get lost, and a member that was paused comes back believing what it
 * believed. Losing all of it loses nothing, because stores decide by epoch (I7). The community edition of Hazelcast has no TLS
 * and no authentication of members: both its port and the event bus's are bound to the one private address of the settings.
 */
@NullMarked
package io.tributary.coordinator.cluster;

import org.jspecify.annotations.NullMarked;
