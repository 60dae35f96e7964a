export { avroSchemaOf, type AvroSchema } from './avro-schema';
export { compileSchema, SchemaUnusableError, type AvroReader } from './compile-schema';
export { messageSchemaOf, type MessageSchema } from './message-schema';
export { RegisteredValues, type RegisteredValuesOptions } from './registered-values';
export { avroWriter, type AvroWriter } from './write-avro';
