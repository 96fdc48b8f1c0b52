/**
 * What clients were promised, judged from what they did and saw and from what lies on the disks: one small rule for each
 * anomaly, over one compact index of the history.
 *
 * <p>May depend on: the evidence models, {@code ordeal.checker.contract}, {@code ordeal.checker.culprit}, {@code ordeal.checker.verdict}, {@code ordeal.checker.compact}. Memory is
 * about five bytes for each send and two for each offset, and does not grow with the number of consumers. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.client;
