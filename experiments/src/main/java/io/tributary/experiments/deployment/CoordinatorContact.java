package io.tributary.experiments.deployment;

import io.tributary.secureagg.identity.VerifyingKey;
import java.net.URI;

/**
 * What a device must know to take part.
 *
 * @param coordinator where it listens
 * @param owner signs plans
 * @param registrar signs offers, versions and certificates
 * @param clock the time that the experiment goes by
 */
public record CoordinatorContact(URI coordinator, VerifyingKey owner, VerifyingKey registrar, ExperimentClock clock) {}
