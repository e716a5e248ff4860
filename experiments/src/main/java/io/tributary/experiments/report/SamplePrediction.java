package io.tributary.experiments.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One unseen image and what the model says it is.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param pixels {@code height * width * channels} values of 0..1, in that order
 * @param truth its class
 * @param predicted the class with the highest probability
 * @param probability of the predicted class, 0..1
 */
public record SamplePrediction(@JsonIgnore int height, @JsonIgnore int width, @JsonIgnore int channels,
        @JsonIgnore float[] pixels, @JsonProperty("true") int truth, int predicted, double probability) {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the pixels do not fill it
     */
    public SamplePrediction {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3, not " + channels);
        }
        if (height < 1 || width < 1 || pixels.length != height * width * channels) {
            throw new IllegalArgumentException(
                    pixels.length + " pixel values do not fill " + height + "x" + width + "x" + channels);
        }
    }
}
