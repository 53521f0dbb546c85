import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { RecordingStore, StoredFile } from './recording-store.ts';

export interface S3Settings {
  /** '': Amazon's own, by region. */
  endpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
}

/** Any store that speaks S3. Buckets are named by path and checksums left out where they are optional: all of them know that. */
export function openS3Store({ endpoint, region, bucket, accessKey, secretKey }: S3Settings): RecordingStore {
  // Loaded only where there is a bucket: it is by far the largest part of this product.
  const opened = import('@aws-sdk/client-s3').then((sdk) => {
    const client = new sdk.S3Client({
      region,
      ...(endpoint !== '' && { endpoint, forcePathStyle: true }),
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return { client, ...sdk };
  });
  const at = (path: string) => ({ Bucket: bucket, Key: path });
  return {
    async put(path, localPath) {
      const { client, PutObjectCommand } = await opened;
      const { size } = await stat(localPath);
      await client.send(new PutObjectCommand({ ...at(path), Body: createReadStream(localPath), ContentLength: size }));
    },
    async size(path) {
      const { client, HeadObjectCommand } = await opened;
      try {
        return (await client.send(new HeadObjectCommand(at(path)))).ContentLength ?? null;
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    async read(path, from, count) {
      const { client, GetObjectCommand } = await opened;
      const { Body } = await client.send(
        new GetObjectCommand({ ...at(path), Range: `bytes=${from}-${from + count - 1}` }),
      );
      return Body as Readable;
    },
    async remove(path) {
      const { client, DeleteObjectCommand } = await opened;
      await client.send(new DeleteObjectCommand(at(path)));
    },
    async *list(prefix): AsyncIterable<StoredFile> {
      const { client, ListObjectsV2Command } = await opened;
      for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next }),
        );
        for (const { Key, Size, LastModified } of page.Contents ?? []) {
          if (Key !== undefined)
            yield { path: Key, bytes: Size ?? 0, atMs: LastModified?.getTime() ?? Number.POSITIVE_INFINITY };
        }
        next = page.NextContinuationToken;
      }
    },
  };
}

function isAbsent(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NotFound' || name === 'NoSuchKey' || $metadata?.httpStatusCode === 404;
}
