import { describe, expect, it } from 'vitest';
import { namesWithin, placesOf, reachesAddress } from './outage-reach.ts';

describe('an outage reaches an address', () => {
  it.each([
    ['with the place in it', ['望京花园'], '北京市朝阳区望京西路 望京花园 3 号楼 1203', true],
    ['however it is spaced', ['望京花园3号楼'], '朝阳区望京花园 3 号楼', true],
    ['in letters of any case', ['maple court'], '12 Maple Court, Unit 4', true],
    ['not of another place', ['望京花园'], '昌平区回龙观', false],
    ['not by one letter', ['区'], '昌平区回龙观', false],
    ['not by nothing', ['', ' '], '昌平区回龙观', false],
  ])('%s', (_what, places, address, reaches) => {
    expect(reachesAddress(places, [address])).toBe(reaches);
  });
});

it('has its places as people write a list', () => {
  expect(placesOf('望京花园、西园三区， 昌平路,A座；')).toEqual(['望京花园', '西园三区', '昌平路', 'A座']);
});

it('has the names of all that lies in its area', () => {
  const areas = [
    { areaId: 'cy', parentId: null, name: '朝阳区' },
    { areaId: 'wj', parentId: 'cy', name: '望京西路' },
    { areaId: 'hy', parentId: 'wj', name: '望京花园' },
    { areaId: 'cp', parentId: null, name: '昌平区' },
  ];
  expect(namesWithin(areas, 'wj')).toEqual(['望京西路', '望京花园']);
  expect(namesWithin(areas, '石景山')).toEqual(['石景山']);
});
