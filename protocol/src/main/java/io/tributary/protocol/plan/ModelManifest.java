package io.tributary.protocol.plan;

import java.util.List;

/**
 * What a model version is: its chunks by hash and its place in the lineage; signed by the coordinator's key.
 *
 * @param v format version, 1
 * @param model registry name
 * @param version 0 for the initial model, then one more a committed round
 * @param parent hex SHA-256 of the parent's signed manifest bytes; 64 zeros for version 0
 * @param run UUIDv7 of the run that made it
 * @param round the round that made it, 0 for the initial model
 * @param planHash hex SHA-256 of that run's plan
 * @param layout the tensors
 * @param chunks hex SHA-256 of each encoded chunk, in order
 * @param merkleRoot hex Merkle tree hash over the chunk hashes (RFC 6962 section 2.1)
 * @param sha256 hex SHA-256 of the whole vector as little-endian float32: what I10 compares
 * @param created epoch milliseconds
 */
public record ModelManifest(int v, String model, int version, String parent, String run, int round, String planHash,
        io.tributary.protocol.parameters.ParameterLayout layout, List<String> chunks, String merkleRoot, String sha256,
        long created) {}
