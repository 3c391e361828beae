'use client';

import { useState } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { KeyValue } from '#components/ui/key-value.tsx';
import { LogView } from '#components/ui/log-view.tsx';
import { Markdown } from '#components/ui/markdown.tsx';
import { Panel, PanelBody } from '#components/ui/panel.tsx';
import { SplitPane } from '#components/ui/split-pane.tsx';
import { YamlEditor } from '#components/ui/yaml-editor.tsx';
import { instructions, manifestAfter, manifestBefore, type Samples } from './samples.ts';

export function TextPieces({ samples }: { samples: Samples }) {
  const [yaml, setYaml] = useState(`${manifestBefore}broken: [1, 2\n`);
  return (
    <>
      <Panel title="Editor and its difference">
        <div style={{ height: 340 }}>
          <SplitPane
            first={<YamlEditor label="Manifest" value={yaml} onChange={setYaml} height="340px" />}
            second={
              <PanelBody>
                <DiffView label="What would change" before={manifestBefore} after={yaml} />
              </PanelBody>
            }
          />
        </div>
      </Panel>
      <Panel title="What would change in prod-eu">
        <PanelBody>
          <DiffView label="Deployment storefront" before={manifestBefore} after={manifestAfter} />
        </PanelBody>
      </Panel>
      <Panel title="Log of web in storefront-c5m8t">
        <PanelBody>
          <LogView label="Log of web" lines={samples.logLines} height={240} />
        </PanelBody>
      </Panel>
      <Panel title="Instructions">
        <PanelBody>
          <Markdown source={instructions} />
        </PanelBody>
      </Panel>
      <Panel title="Facts">
        <PanelBody>
          <KeyValue
            entries={[
              {
                key: 'Image',
                value: 'registry.example/storefront:1.4.2',
                isMono: true,
                copy: 'registry.example/storefront:1.4.2',
              },
              { key: 'Node', value: 'node-3' },
            ]}
          />
        </PanelBody>
      </Panel>
    </>
  );
}
