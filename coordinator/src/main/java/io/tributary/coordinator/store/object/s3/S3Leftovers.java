package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.PartStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Removes what members left that were killed between a request to the service and a row: uploads and parts that no row names. */
record S3Leftovers(S3Bucket bucket, S3Multipart multipart, S3Keys keys, PartStore rows) {
    /** How old something must be before a member takes it for left: no request lasts as long. */
    static final Duration OLD = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(S3Leftovers.class);

    void remove(Instant now) {
        Instant before = now.minus(OLD);
        List<MultipartUpload> uploads = multipart.begun(keys.objects(), before).stream()
                .filter(upload -> !rows.isNamed(upload.uploadId())).toList();
        uploads.forEach(upload -> multipart.abort(upload.key(), upload.uploadId()));
        List<String> parts = bucket.listed(keys.parts(), before).stream()
                .filter(key -> !rows.isKnown(S3Keys.partId(key))).toList();
        bucket.deleteAll(parts);
        if (!uploads.isEmpty() || !parts.isEmpty()) {
            LOG.info("removed {} unfinished uploads and {} parts that members left which were killed", uploads.size(),
                    parts.size());
        }
    }
}
