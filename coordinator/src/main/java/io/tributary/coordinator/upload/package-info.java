/**
 * Uploads of sealed updates. A request goes to {@link io.tributary.coordinator.upload.UploadService}, which asks
 * {@code UploadAdmission} whether the upload may come, go on and count, lets the request work on one {@code UploadSession}, and
 * leaves the complete upload in {@code CompletedUploads}.
 */
@NullMarked
package io.tributary.coordinator.upload;

import org.jspecify.annotations.NullMarked;
