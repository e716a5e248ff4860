package io.tributary.experiments.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One unseen example and what the model says it is.
 *
 * @param height rows, 0 if it cannot be shown as a picture
 * @param width columns, 0 if it cannot be shown
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
        boolean none = height == 0 && width == 0;
        if (((height < 1 || width < 1) && !none) || pixels.length != height * width * channels) {
            throw new IllegalArgumentException(
                    pixels.length + " pixel values do not fill " + height + "x" + width + "x" + channels);
        }
    }

    /**
     * Of an example of any shape; one that is [height, width, 1 or 3] can be shown.
     *
     * @param values as many as the shape has, of 0..1 where they can be shown
     */
    public static SamplePrediction of(List<Integer> shape, float[] values, int truth, int predicted,
            double probability) {
        boolean shown = shape.size() == 3 && (shape.get(2) == 1 || shape.get(2) == 3);
        return shown ? new SamplePrediction(shape.get(0), shape.get(1), shape.get(2), values, truth, predicted,
                probability) : new SamplePrediction(0, 0, 1, new float[0], truth, predicted, probability);
    }

    /** Whether it is a picture. */
    boolean shown() {
        return height > 0;
    }
}
