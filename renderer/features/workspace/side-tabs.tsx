import { Tabs } from '@mantine/core';
import { type ComponentType, memo } from 'react';
import type { Player } from '../../media/player';
import type { TrailInStep } from '../../trail/trail-in-step';
import { MomentsPanel } from './moments-panel';
import { TrailPanel } from './trail-panel';
import type { WorkspaceTab } from './use-workspace-commands';
import classes from './workspace-screen.module.css';

/** The panels that judge the session; they come from outside, since features do not know each other. */
export type WorkspacePanels = {
  Checklist: ComponentType;
  Rating: ComponentType;
  Feedback: ComponentType;
  SubmitDialog: ComponentType<{ opened: boolean; onClose: () => void; onSubmit: () => Promise<void> }>;
};

const TABS: readonly { value: WorkspaceTab; label: string }[] = [
  { value: 'moments', label: 'Moments' },
  { value: 'checklist', label: 'Checklist' },
  { value: 'rating', label: 'Rating' },
  { value: 'feedback', label: 'Feedback' },
  { value: 'trail', label: 'Trail' },
];

type SideTabsProps = {
  /** While a form stands in their place; what they hold stays as it was. */
  isHidden: boolean;
  tab: WorkspaceTab;
  onTab: (tab: WorkspaceTab) => void;
  panels: WorkspacePanels;
  trails: TrailInStep;
  player: Player;
};

/** What is beside the timeline: the moments as a list, the panels that judge, and the trail. */
export const SideTabs = memo(function SideTabs({
  isHidden,
  tab,
  onTab,
  panels,
  trails,
  player,
}: SideTabsProps) {
  return (
    <Tabs
      hidden={isHidden}
      value={tab}
      onChange={(value) => value && onTab(value as WorkspaceTab)}
      className={classes.tabs}
      keepMounted={false}
    >
      <Tabs.List grow className={classes.tabList}>
        {TABS.map(({ value, label }) => (
          <Tabs.Tab
            key={value}
            value={value}
            // A moment dragged from the list reaches the checklist by way of its tab.
            onDragEnter={() => onTab(value)}
          >
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="moments" className={classes.panel}>
        <MomentsPanel onSeek={(ms) => player.seek(ms)} />
      </Tabs.Panel>
      <Tabs.Panel value="checklist" className={classes.panel}>
        <panels.Checklist />
      </Tabs.Panel>
      <Tabs.Panel value="rating" className={classes.panel}>
        <panels.Rating />
      </Tabs.Panel>
      <Tabs.Panel value="feedback" className={classes.panel}>
        <panels.Feedback />
      </Tabs.Panel>
      <Tabs.Panel value="trail" className={classes.panel}>
        <TrailPanel trails={trails} onPlay={(stretch) => player.playStretch(stretch, { loops: false })} />
      </Tabs.Panel>
    </Tabs>
  );
});
