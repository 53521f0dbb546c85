import { z } from 'zod';

// zod's faster path makes functions from strings, which the content security policy forbids. It decides when a schema
// is made, so this file comes before every import of a contract.
z.config({ jitless: true });
