import { topFrames } from './top-frames';

const NODE = `TypeError: Cannot read properties of undefined (reading 'id')
    at readStamp (/app/dist/libs/stamping/src/stamps.js:41:17)
    at async Object.<anonymous> (file:///srv/other/apps/bridge/src/stamping.controller.js:7:3)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at /app/node_modules/pg/lib/client.js:526:17`;

const PYTHON = `Traceback (most recent call last):
  File "/app/src/consumer.py", line 120, in _process
    await self.handler(event)
  File "/usr/lib/python3.12/site-packages/pydantic/main.py", line 212, in __init__
    validated_self = self.__pydantic_validator__.validate_python(data)
  File "/app/src/handlers/codegen.py", line 33, in handle
    code = payload["code"]
KeyError: 'code'`;

const JAVA = `java.lang.IllegalStateException: no schema
	at com.acme.codegen.Schemas.find(Schemas.java:88)
	at com.acme.codegen.Listener$$Lambda$412/0x00007f1c.accept(Unknown Source)
	at org.springframework.kafka.listener.KafkaMessageListenerContainer.run(KafkaMessageListenerContainer.java:2300)
	... 12 more`;

describe('topFrames', () => {
  it('names functions and files of Node, without lines, folders and libraries', () => {
    expect(topFrames(NODE)).toEqual(['readStamp stamps.js', 'Object.<anonymous> stamping.controller.js']);
  });

  it('begins with the innermost call of a traceback of Python, which stands last', () => {
    expect(topFrames(PYTHON)).toEqual(['handle codegen.py', '_process consumer.py']);
  });

  it('knows methods of the JVM, without what is numbered anew with every start', () => {
    expect(topFrames(JAVA)).toEqual(['com.acme.codegen.Schemas.find', 'com.acme.codegen.Listener$$Lambda$/.accept']);
  });

  it('knows methods of .NET', () => {
    const stack = `   at Acme.Orders.Consumer.Consume(ConsumeContext\`1 context) in C:\\src\\Consumer.cs:line 42
   at MassTransit.Middleware.MethodConsumerMessageFilter\`2.Send(ConsumerConsumeContext\`2 context, IPipe\`1 next)
   at Acme.Orders.Steps.Run()`;
    expect(topFrames(stack)).toEqual(['Acme.Orders.Consumer.Consume', 'Acme.Orders.Steps.Run']);
  });

  it('takes the frames of libraries where there are no others', () => {
    expect(topFrames('Error: x\n    at Socket.emit (node:events:524:28)')).toEqual(['Socket.emit node:events']);
  });

  it.each([null, '', '...', 'tb', 'at handle', 'a'.repeat(100_000), '(\n'.repeat(50_000)])(
    'finds nothing where there is no stack: %#',
    (stack) => {
      expect(topFrames(stack)).toEqual([]);
    },
  );

  it('looks at the first three frames of many', () => {
    const frames = Array.from({ length: 1_000 }, (_, n) => `    at f (/a/${'b'.repeat(n % 7)}${n}.js:1:1)`).join('\n');
    expect(topFrames(`Error\n${frames}`)).toHaveLength(3);
  });
});
