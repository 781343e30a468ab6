import type { AnnotationQuery, AnnotationSupport } from '@grafana/data';
import { AnnotationEditor } from './editors/AnnotationEditor.tsx';
import type { HopscopeQuery } from './query.ts';

const DEPLOYMENTS = { refId: 'Anno', queryType: 'deployments' } as const;

/** Annotations are deployments: the first session of each version. The frame has Grafana's names. */
export const annotationSupport: AnnotationSupport<HopscopeQuery> = {
  QueryEditor: AnnotationEditor,
  getDefaultQuery: () => DEPLOYMENTS,
  // A new annotation comes with the question of the data source that was chosen before.
  prepareAnnotation: (annotation: AnnotationQuery<HopscopeQuery>) =>
    annotation.target?.queryType === 'deployments'
      ? annotation
      : { ...annotation, target: DEPLOYMENTS },
};
