/** Of @nestjs/swagger. */
type Swagger = typeof import('@nestjs/swagger');
type Decorator = PropertyDecorator & MethodDecorator & ClassDecorator;

const pending: ((swagger: Swagger) => void)[] = [];

/**
 * A decorator of @nestjs/swagger, applied when the OpenAPI document is first asked for: the package costs every start a
 * tenth of a second, and workers without pages of their own never need it.
 */
export function documented(decorator: (swagger: Swagger) => Function): Decorator {
  return (...decorated: unknown[]): void => {
    pending.push((swagger) => void Reflect.apply(decorator(swagger), undefined, decorated));
  };
}

/** @nestjs/swagger, which knows everything by then. */
export function loadSwagger(): Swagger {
  const swagger = require('@nestjs/swagger') as Swagger;
  for (const apply of pending.splice(0)) apply(swagger);
  return swagger;
}
