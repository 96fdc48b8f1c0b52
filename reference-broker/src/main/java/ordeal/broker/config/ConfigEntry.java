package ordeal.broker.config;

import org.apache.kafka.common.config.ConfigDef;

/**
 * One setting as it is told to those who ask for it.
 *
 * @param name Kafka's name of the property
 * @param type what kind of value it takes
 * @param value the value in force, as text
 * @param set whether somebody has set it, here and not only as a default
 * @param documentation what it is, in a sentence
 */
public record ConfigEntry(String name, ConfigDef.Type type, String value, boolean set, String documentation) {}
